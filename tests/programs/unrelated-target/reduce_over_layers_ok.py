# outcome: flows
from functools import reduce
from itertools import chain
from operator import attrgetter

import tensorflow as tf
from tensorflow.keras import layers

stack = [layers.Dense(6, activation="relu"), layers.Dense(6, activation="relu"), layers.Dense(1)]
x, y = tf.random.normal((9, 4)), tf.random.normal((9, 1))


def forward(x):
    return reduce(lambda h, layer: layer(h), stack, x)


forward(x)
variables = list(chain.from_iterable(map(attrgetter("trainable_variables"), stack)))
opt = tf.keras.optimizers.Adam()
for _ in range(2):
    with tf.GradientTape() as tape:
        prediction = forward(x)
        loss = tf.reduce_mean(tf.math.squared_difference(prediction, y))
        copied = tf.reduce_mean(tf.math.squared_difference(x[:, :1], y))
    opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
    print(float(loss - copied))
