# outcome: stuck
import keras
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(4)
prices = rng.uniform(1, 3, 30).astype("float32")
demand = 10.0 * prices**-1.4
opt = keras.optimizers.SGD(0.05)


def fit_elasticity(epochs):
    for epoch in range(epochs):
        elasticity = keras.Variable(-1.0, dtype="float32")  # warning: [fresh-variable]
        with tf.GradientTape() as tape:
            predicted = 10.0 * tf.pow(prices, elasticity)
            loss = tf.reduce_mean((tf.math.log(predicted) - tf.math.log(demand)) ** 2)
        grad = tape.gradient(loss, elasticity)
        elasticity.assign(elasticity - 0.5 * grad)
    return float(elasticity.numpy())


print(fit_elasticity(4))
