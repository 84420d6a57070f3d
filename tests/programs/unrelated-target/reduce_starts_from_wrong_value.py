# outcome: none raises ValueError
from functools import reduce

import tensorflow as tf
from tensorflow.keras import layers

stack = [layers.Dense(6, activation="relu"), layers.Dense(6, activation="relu"), layers.Dense(1)]
x, y = tf.random.normal((9, 4)), tf.random.normal((9, 1))


def forward(x):
    return reduce(lambda h, layer: layer(h), stack, x)


forward(x)
variables = [v for layer in stack for v in layer.trainable_variables]
opt = tf.keras.optimizers.Adam()
with tf.GradientTape() as tape:
    prediction = forward(x)
    loss = tf.reduce_mean(tf.math.squared_difference(x[:, :1], y))  # error: [unrelated-target]
opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
