# outcome: flows
"""One list with two optimizers: a head in two phases, two losses of one net, a trained pair."""
import tensorflow as tf
from tensorflow.keras import layers

body = tf.keras.Sequential([layers.Input((4,)), layers.Dense(8, activation="relu")])
head = tf.keras.Sequential([layers.Input((8,)), layers.Dense(1)])
inputs, wanted = tf.random.normal([8, 4]), tf.random.normal([8, 1])


def train(optimizer, steps):
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(head(body(inputs)) - wanted))
        gradients = tape.gradient(loss, head.trainable_variables)
        optimizer.apply_gradients(zip(gradients, head.trainable_variables))


def warm_up_and_refine():
    warm, fine = tf.keras.optimizers.SGD(0.1), tf.keras.optimizers.Adam(1e-3)
    for _ in range(2):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(head(body(inputs)) - wanted))
        gradients = tape.gradient(loss, head.trainable_variables)
        warm.apply_gradients(zip(gradients, head.trainable_variables))
    for _ in range(2):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.abs(head(body(inputs)) - wanted))
        gradients = tape.gradient(loss, head.trainable_variables)
        fine.apply_gradients(zip(gradients, head.trainable_variables))


train(tf.keras.optimizers.SGD(0.1), 2)
train(tf.keras.optimizers.Adam(1e-3), 2)
warm_up_and_refine()

net = tf.keras.Sequential([layers.Input((4,)), layers.Dense(8, activation="relu"), layers.Dense(2)])
first, second = tf.keras.optimizers.SGD(0.1), tf.keras.optimizers.SGD(0.1)
for _ in range(2):
    with tf.GradientTape(persistent=True) as tape:
        out = net(inputs)
        near, far = tf.reduce_mean(tf.square(out[:, 0])), tf.reduce_mean(tf.square(out[:, 1]))
    first.apply_gradients(zip(tape.gradient(near, net.trainable_variables), net.trainable_variables))
    second.apply_gradients(zip(tape.gradient(far, net.trainable_variables), net.trainable_variables))
    del tape
