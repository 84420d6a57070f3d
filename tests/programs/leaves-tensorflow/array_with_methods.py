# outcome: none
import tensorflow as tf

gain = tf.Variable([0.5, 1.5])
signal = tf.random.normal((8, 2))

with tf.GradientTape() as tape:
    boosted = (signal * gain).numpy()  # error: [leaves-tensorflow]
    loss = tf.reduce_sum(tf.constant(boosted.clip(-1.0, 1.0)) ** 2)
print(tape.gradient(loss, gain))
