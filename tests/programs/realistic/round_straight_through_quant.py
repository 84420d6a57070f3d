# outcome: flows
import tensorflow as tf


def ste(fn):
    return lambda x, *a: x + tf.stop_gradient(fn(x, *a) - x)


def quantize(x, bits):
    levels = 2**bits - 1
    return tf.round(x * levels) / levels


fake_quant = ste(quantize)
floor_ste = ste(lambda x: x // 0.25 * 0.25)

w = tf.Variable(tf.random.uniform([5, 5]))
bias = tf.Variable(tf.zeros([5]))
x = tf.random.normal([3, 5])
with tf.GradientTape(persistent=True) as tape:
    wq = fake_quant(tf.clip_by_value(w, 0.0, 1.0), 4)
    out = tf.nn.relu(x @ wq + floor_ste(bias))
    loss = tf.reduce_sum(out)
    bits_used = tf.size(tf.unique(tf.reshape(tf.round(wq * 15), [-1])).y)
gw = tape.gradient(loss, w)
gb = tape.gradient(loss, bias)
print(int(bits_used), gw.shape, gb.shape)
