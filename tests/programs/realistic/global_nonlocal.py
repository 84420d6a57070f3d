# outcome: flows
import tensorflow as tf

w = None
step_count = 0


def setup(n):
    global w
    w = tf.Variable(tf.fill([n], 0.5))


def make_loss(target):
    calls = 0

    def loss():
        nonlocal calls
        calls += 1
        return tf.reduce_sum((w - target) ** 2) / tf.cast(tf.size(w), tf.float32)

    def how_often():
        return calls

    return loss, how_often


def train(loss_fn, n):
    global step_count
    for _ in range(n):
        with tf.GradientTape() as tape:
            value = loss_fn()
        g = tape.gradient(value, w)
        w.assign_sub(0.5 * g)
        step_count += 1


setup(3)
loss_fn, count = make_loss(tf.constant([1.0, 2.0, 3.0]))
train(loss_fn, 3)
print(w.numpy(), step_count, count())
