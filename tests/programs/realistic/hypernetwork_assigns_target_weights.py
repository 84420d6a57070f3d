# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras

target = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="tanh")])
hyper = keras.Sequential(
    [keras.Input((4,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(2 * 3 + 3)]
)
opt = keras.optimizers.Adam(1e-3)


def load_generated(flat):
    kernel, bias = tf.split(flat, [6, 3])
    layer = target.layers[0]
    layer.kernel.assign(tf.reshape(kernel, (2, 3)))  # error: [state-write]
    layer.bias.assign(bias)  # or: [state-write]


for _ in range(2):
    task, x, y = tf.random.normal((1, 4)), tf.random.normal((6, 2)), tf.random.normal((6, 3))
    with tf.GradientTape() as tape:
        load_generated(hyper(task)[0])
        loss = tf.reduce_mean((target(x) - y) ** 2)
    grads = tape.gradient(loss, hyper.trainable_variables)
    opt.apply_gradients(zip(grads, hyper.trainable_variables))
