# outcome: flows
import tensorflow as tf

offset = tf.Variable(1.6)
positions = tf.cast(tf.range(20), tf.float32)
signal = tf.sin(tf.linspace(0.0, 6.0, 20))


def window(start, width=5.0):
    inside = tf.sigmoid(positions - start) * tf.sigmoid(start + width - positions)
    return signal * inside


with tf.GradientTape() as tape:
    loss = -tf.reduce_sum(window(offset))
begin = tf.cast(offset, tf.int32)
print("move the window by", tape.gradient(loss, offset).numpy(), signal[begin])
