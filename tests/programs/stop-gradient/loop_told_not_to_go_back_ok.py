# outcome: flows
import tensorflow as tf

decay = tf.Variable(0.7)
drive = tf.Variable([0.2, 0.4, 0.1])


def settle(first):
    return tf.foldl(lambda a, d: decay * a + d, drive, initializer=first, back_prop=False)


@tf.function
def doubled(values):
    return tf.map_fn(lambda v: v * 2.0 * decay, values, back_prop=True)


@tf.function
def smoothed(values):
    mean = tf.scan(lambda a, v: 0.9 * a + 0.1 * v, values, back_prop=False)
    return values - mean


with tf.GradientTape() as tape:
    energy = settle(tf.constant(0.5)) ** 2 + tf.reduce_sum(doubled(drive) * smoothed(drive))
print(tape.gradient(energy, [decay, drive]))
