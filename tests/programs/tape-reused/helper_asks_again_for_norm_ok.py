# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers, models

model = models.Sequential([layers.Input((4,)), layers.Dense(6, "relu"), layers.Dense(1)])
optimizer = tf.keras.optimizers.AdamW(1e-3)


def log_gradient_norm(grads):
    print("norm", tf.linalg.global_norm(grads).numpy())


def compute(tape, loss, variables, clip=None):
    grads = tape.gradient(loss, variables)
    if clip is not None:
        grads, _ = tf.clip_by_global_norm(grads, clip)
    return grads


def train_on(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    grads = compute(tape, loss, model.trainable_variables, clip=1.0)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    log_gradient_norm(grads)


for _ in range(3):
    train_on(tf.random.normal((8, 4)), tf.zeros((8, 1)))
