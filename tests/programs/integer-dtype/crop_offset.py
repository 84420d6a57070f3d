# outcome: none
import tensorflow as tf

offset = tf.Variable(1.6)
signal = tf.sin(tf.linspace(0.0, 6.0, 20))


def window(start, width=5):
    begin = tf.cast(start, tf.int32)  # error: [integer-dtype]
    return signal[begin : begin + width]


with tf.GradientTape() as tape:
    loss = -tf.reduce_sum(window(offset))
print("move the window by", tape.gradient(loss, offset))
