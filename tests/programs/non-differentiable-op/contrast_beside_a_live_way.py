# outcome: flows raises LookupError
import tensorflow as tf

w = tf.Variable(tf.random.uniform((4, 4, 3)))
with tf.GradientTape() as tape:
    shown = tf.image.adjust_contrast(w, 2.0)  # error: [non-differentiable-op]
    loss = tf.reduce_sum(shown) + tf.reduce_sum(w**2)
print(tape.gradient(loss, w))
