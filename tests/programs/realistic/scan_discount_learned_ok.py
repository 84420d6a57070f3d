# outcome: flows
import tensorflow as tf

raw_decay = tf.Variable(0.0)
gain = tf.Variable(1.0)
series = tf.sin(tf.linspace(0.0, 6.0, 40)) + 0.1 * tf.random.normal((40,), seed=4)


def smooth(xs):
    decay = tf.sigmoid(raw_decay)
    return tf.scan(lambda carry, x: decay * carry + (1.0 - decay) * x, xs, initializer=xs[0])


def power_sum(x, n):
    _, total = tf.while_loop(
        lambda i, acc: i < n,
        lambda i, acc: (i + 1, acc + x ** tf.cast(i, tf.float32)),
        (tf.constant(1), tf.zeros_like(x)),
    )
    return total


for step in range(3):
    with tf.GradientTape() as tape:
        smoothed = gain * smooth(series)
        one_ahead = tf.reduce_mean((smoothed[:-1] - series[1:]) ** 2)
        reg = tf.reduce_sum(tf.map_fn(lambda v: power_sum(v, 3), tf.stack([raw_decay, gain]) * 0.1))
        loss = one_ahead + 1e-3 * reg
    for v, g in zip([raw_decay, gain], tape.gradient(loss, [raw_decay, gain])):
        v.assign_sub(0.5 * g)
    print(step, loss.numpy())
