# outcome: nan
import tensorflow as tf

logit = tf.Variable([30.0, -1.0])
label = tf.constant([0.0, 1.0])

with tf.GradientTape() as tape:
    p = tf.sigmoid(logit)
    loss = -tf.reduce_mean(
        label * tf.math.log(p)  # info: [rounded-log]
        + (1.0 - label) * tf.math.log(1.0 - p)  # info: [rounded-log]
    )
print(tape.gradient(loss, logit))
