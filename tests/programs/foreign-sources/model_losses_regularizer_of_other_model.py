# outcome: none raises ValueError
from tensorflow import keras
import tensorflow as tf

reg = keras.regularizers.L2(1e-3)


def mlp(out):
    return keras.Sequential([
        keras.Input((4,)),
        keras.layers.Dense(8, activation="relu", kernel_regularizer=reg),
        keras.layers.Dense(out, kernel_regularizer=reg),
    ])


models = {"policy": mlp(2), "value": mlp(1)}
opt = {name: keras.optimizers.Adam() for name in models}
obs = tf.random.normal((6, 4))
ret = tf.random.normal((6, 1))

with tf.GradientTape() as tape:
    v_loss = tf.reduce_mean((models["value"](obs) - ret) ** 2)
grads = tape.gradient(v_loss, models["policy"].trainable_weights)  # error: [foreign-sources]
opt["value"].apply_gradients(zip(grads, models["policy"].trainable_weights))
