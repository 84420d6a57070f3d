# outcome: flows
import tensorflow as tf
from contextlib import contextmanager

net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
shadow = [tf.Variable(w) for w in net.get_weights()]
opt = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal((8, 3)), tf.random.normal((8, 1))


@contextmanager
def averaged_weights():
    backup = net.get_weights()
    net.set_weights([s.numpy() for s in shadow])
    try:
        yield net
    finally:
        net.set_weights(backup)


for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(x) - y) ** 2)
    variables = net.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
    for s, v in zip(shadow, variables):
        s.assign(0.9 * s + 0.1 * v)
    with averaged_weights() as smooth:
        print(step, float(tf.reduce_mean((smooth(x) - y) ** 2)))
