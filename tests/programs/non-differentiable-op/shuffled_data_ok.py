# outcome: flows
import tensorflow as tf
from tensorflow import GradientTape

encoder = tf.keras.Sequential([tf.keras.layers.Dense(16, "relu"), tf.keras.layers.Dense(4)])
opt = tf.keras.optimizers.Adam()


def contrast(z):
    order = tf.random.shuffle(tf.range(tf.shape(z)[0]))
    negatives = tf.gather(z, order)
    return tf.reduce_mean(tf.reduce_sum(z * negatives, axis=1))


def train_on(batch):
    with GradientTape() as tape:
        z = encoder(tf.random.shuffle(batch))
        loss = contrast(z)
    grads = tape.gradient(loss, encoder.trainable_variables)
    opt.apply_gradients(zip(grads, encoder.trainable_variables))
    return loss


for _ in range(2):
    print(train_on(tf.random.normal((6, 3))).numpy())
