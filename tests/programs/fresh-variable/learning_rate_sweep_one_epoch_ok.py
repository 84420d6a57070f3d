# outcome: flows
"""A sweep: each rate gets a network of its own; one epoch of one batch is enough to rank them."""
import tensorflow as tf
from tensorflow import keras

x, y = tf.random.normal((16, 3)), tf.random.normal((16, 1))
results = {}
for lr in (0.3, 0.1, 0.01):
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
    opt = keras.optimizers.SGD(lr)
    for epoch in range(1):
        with tf.GradientTape() as tape:
            loss = keras.losses.MeanSquaredError()(y, model(x))
        grads = tape.gradient(loss, model.trainable_variables)
        opt.apply_gradients(zip(grads, model.trainable_variables))
    results[lr] = float(keras.losses.MeanSquaredError()(y, model(x)))
print(min(results, key=results.get))
