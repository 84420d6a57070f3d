# outcome: nan
import tensorflow as tf

cosine = tf.Variable([0.5, 1.0, -1.0])

with tf.GradientTape() as tape:
    inside = tf.abs(cosine) < 1.0
    angle = tf.where(inside, tf.acos(cosine), 0.0)  # warning: [unsafe-where]
    loss = tf.reduce_mean(angle)
print(tape.gradient(loss, cosine))
