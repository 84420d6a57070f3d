# outcome: flows
import tensorflow as tf

gain = tf.Variable([1.5, -0.5])
shift = tf.Variable([0.1, 0.2])
limit = tf.Variable(3.0, trainable=False)


def bend(values, by):
    if tf.reduce_max(values) > limit:
        values = values / tf.reduce_max(values)
    return tf.tanh(values * by) + tf.reduce_mean(gain)


def turned(values):
    with tf.GradientTape() as own:
        own.watch(values)
        height = tf.reduce_sum(values**3 * gain)
    return own.gradient(height, values)


def report(values):
    print(float(tf.reduce_sum(values * shift)))
    return values


x = tf.constant([0.3, 0.9])
with tf.GradientTape() as tape:
    scaled = gain * x
    bent = tf.py_function(bend, [scaled, gain], tf.float32)
    steep = tf.py_function(func=turned, inp=(scaled + shift,), Tout=tf.float32)
    shown = tf.py_function(report, [scaled], tf.float32)
    loss = tf.reduce_sum(bent + steep) + tf.reduce_sum(shown)
print(tape.gradient(loss, [gain, shift]))
