# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import GradientTape

encoder = tf.keras.Sequential([tf.keras.layers.Dense(16, "relu"), tf.keras.layers.Dense(4)])
opt = tf.keras.optimizers.Adam()


def contrast(z):
    negatives = tf.random.shuffle(z)  # error: [non-differentiable-op]
    return tf.reduce_mean(negatives[:, 0])


def train_on(batch):
    with GradientTape() as tape:
        z = encoder(batch)
        loss = contrast(z)
    grads = tape.gradient(loss, encoder.trainable_variables)
    opt.apply_gradients(zip(grads, encoder.trainable_variables))
    return loss


for _ in range(2):
    print(train_on(tf.random.normal((6, 3))).numpy())
