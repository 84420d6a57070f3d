# outcome: none
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(8, "tanh"), tf.keras.layers.Dense(1)])


def derivatives(x):
    with tf.GradientTape() as t2:
        t2.watch(x)
        with tf.GradientTape() as t1:
            t1.watch(x)
            y = net(x)
    dy = t1.gradient(y, x)  # error: [outside-tape]
    d2y = t2.gradient(dy, x)
    return y, dy, d2y


x = tf.reshape(tf.linspace(0.0, 1.0, 9), (-1, 1))
y, dy, d2y = derivatives(x)
print(dy.shape, d2y)
