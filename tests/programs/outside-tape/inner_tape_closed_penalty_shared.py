# outcome: part
"""The penalty on the slope needs the outer tape, which starts one line too late."""
import tensorflow as tf

net = tf.keras.Sequential([
    tf.keras.Input((1,)), tf.keras.layers.Dense(8, activation="tanh"), tf.keras.layers.Dense(1)])
slope_weight = tf.Variable(0.3)


def slope(x):
    with tf.GradientTape() as t:
        t.watch(x)
        y = net(x)
    return y, t.gradient(y, x)


x = tf.random.normal((6, 1))
y, dy = slope(x)  # warning: [outside-tape]
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(y ** 2) + slope_weight * tf.reduce_mean(dy ** 2)
g = tape.gradient(loss, net.trainable_variables + [slope_weight])
print([t is None for t in g])
