# outcome: raises RuntimeError
import tensorflow as tf
from tensorflow.keras import layers, models

model = models.Sequential([layers.Input((4,)), layers.Dense(6, "relu"), layers.Dense(1)])
optimizer = tf.keras.optimizers.AdamW(1e-3)


def log_gradient_norm(tape, loss, variables):
    grads = tape.gradient(loss, variables)  # error: [tape-reused]
    print("norm", tf.linalg.global_norm(grads).numpy())


def train_on(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    log_gradient_norm(tape, loss, model.trainable_variables)


train_on(tf.random.normal((8, 4)), tf.zeros((8, 1)))
