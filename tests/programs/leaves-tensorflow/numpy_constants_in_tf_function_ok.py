# outcome: flows
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)


@tf.function
def train_step(x, y):
    weights = np.linspace(0.5, 1.5, 3).astype("float32")[:, None]
    with tf.GradientTape() as tape:
        error = model(x) - y
        loss = tf.reduce_mean(tf.square(error) * weights / np.mean(weights))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
    return loss


print(train_step(tf.ones((3, 2)), tf.zeros((3, 1))).numpy())
