# outcome: flows
import tensorflow as tf

net = tf.keras.Sequential([
    tf.keras.layers.Input((6,)),
    tf.keras.layers.Dense(16, activation="relu"),
    tf.keras.layers.Dropout(0.5),
    tf.keras.layers.Dense(2, use_bias=False),
])
noisy = tf.keras.Sequential([
    tf.keras.layers.Input((6,)), tf.keras.layers.GaussianNoise(0.3), tf.keras.layers.Dense(2, use_bias=False),
])
weight = tf.Variable(tf.random.normal((6, 2)))
x = tf.random.normal((32, 6))


def scaled(value):
    return tf.matmul(value * tf.random.uniform((32, 6), 0.5, 1.5), weight)


def dropped(value):
    return tf.matmul(tf.nn.dropout(value, 0.4), weight)


with tf.GradientTape(persistent=True) as tape:
    consistency = tf.reduce_mean(tf.square(net(x, training=True) - net(x, training=True)))
    smoothness = tf.reduce_mean(tf.abs(noisy(x, training=True) - noisy(x, training=True)))
    spread = tf.reduce_mean(tf.square(scaled(x) - scaled(x)))
    gap = tf.reduce_mean(tf.square(dropped(x) - dropped(x)))
print(tape.gradient(consistency, net.trainable_variables))
print(tape.gradient(smoothness, noisy.trainable_variables))
print(tape.gradient(spread, weight), tape.gradient(gap, weight))
