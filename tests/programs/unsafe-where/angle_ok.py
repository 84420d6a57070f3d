# outcome: flows
import tensorflow as tf

cosine = tf.Variable([0.5, 1.0, -1.0])

with tf.GradientTape() as tape:
    inside = tf.abs(cosine) < 1.0
    angle = tf.acos(tf.clip_by_value(cosine, -0.999, 0.999))
    loss = tf.reduce_mean(tf.where(inside, angle, 0.0))
print(tape.gradient(loss, cosine))
