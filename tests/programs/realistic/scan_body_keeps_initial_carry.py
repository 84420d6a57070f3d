# outcome: part
import tensorflow as tf

raw_decay = tf.Variable(0.0)
gain = tf.Variable(1.0)
series = tf.cos(tf.linspace(0.0, 6.0, 40))


def smooth(xs):
    decay = tf.sigmoid(raw_decay)

    def body(carry, x):
        mixed = decay * carry + (1.0 - decay) * x  # or: [unused-source]
        return carry  # warning: [unused-source]

    return tf.scan(body, xs, initializer=xs[0])


with tf.GradientTape() as tape:
    loss = tf.reduce_mean((gain * smooth(series)[:-1] - series[1:]) ** 2)
g_decay, g_gain = tape.gradient(loss, [raw_decay, gain])
print(g_decay, g_gain)
