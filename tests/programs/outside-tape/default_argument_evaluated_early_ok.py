# outcome: flows
import tensorflow as tf

raw = tf.Variable([-1.0, 0.5], name="raw_scale")
shift = tf.Variable([0.0, 0.0], name="shift")


def whiten(x, scale=None, floor=tf.nn.softplus(0.0)):
    scale = tf.nn.softplus(raw) if scale is None else scale
    return (x - shift) / (scale + floor)


data = tf.random.normal((20, 2), 1.0, 2.0)
with tf.GradientTape() as tape:
    z = whiten(data)
    loss = tf.reduce_mean(tf.square(tf.reduce_mean(z ** 2, axis=0) - 1.0))
print(tape.gradient(loss, {"raw": raw, "shift": shift}))
