# outcome: nan
import tensorflow as tf
w = tf.Variable([0.0, 0.0])
with tf.GradientTape() as tape:
    dx, dy = tf.unstack(w)
    loss = (tf.math.atan2(dy, dx) - 0.5) ** 2  # warning: [endless-slope]
print(tape.gradient(loss, w))
