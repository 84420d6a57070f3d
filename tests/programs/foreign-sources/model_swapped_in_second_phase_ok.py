# outcome: flows
import tensorflow as tf
from tensorflow import keras

x, y = tf.random.normal((12, 3)), tf.random.normal((12, 1))


def small():
    return keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])


def large():
    return keras.Sequential(
        [keras.Input((3,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
    )


model = small()
variables = model.trainable_variables
optimizer = keras.optimizers.SGD(0.05)
for phase in ("warm-up", "main"):
    if phase == "main":
        model = large()
        variables = model.trainable_variables
        optimizer = keras.optimizers.SGD(0.01)
    for _ in range(2):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x) - y) ** 2)
        grads = tape.gradient(loss, variables)
        optimizer.apply_gradients(zip(grads, variables))
    print(phase, float(loss))
