# outcome: flows
import keras
import numpy as np
import tensorflow as tf
from keras import layers


def make_embedding():
    inp = keras.Input((10,))
    x = layers.Dense(16, activation="relu")(inp)
    x = layers.Dense(4)(x)
    return keras.Model(inp, layers.UnitNormalization(axis=1)(x), name="embedding")


embedding = make_embedding()
optimizer = keras.optimizers.Adam(1e-3)


def contrastive_loss(same, distance, margin=1.0):
    same = tf.cast(same, tf.float32)
    pull = same * tf.square(distance)
    push = (1.0 - same) * tf.square(tf.maximum(margin - distance, 0.0))
    return tf.reduce_mean(pull + push)


def make_pairs(n, rng):
    a, b = rng.normal(size=(n, 10)), rng.normal(size=(n, 10))
    same = rng.integers(0, 2, size=n)
    b = np.where(same[:, None] == 1, a + 0.1 * b, b)
    return a.astype("float32"), b.astype("float32"), same


rng = np.random.default_rng(11)
for step in range(3):
    left, right, same = make_pairs(12, rng)
    with tf.GradientTape() as tape:
        ea, eb = embedding(left, training=True), embedding(right, training=True)
        dist = tf.sqrt(tf.reduce_sum((ea - eb) ** 2, axis=1) + 1e-9)
        loss = contrastive_loss(same, dist)
    grads = tape.gradient(loss, embedding.trainable_variables)
    optimizer.apply_gradients(zip(grads, embedding.trainable_variables))
    accuracy = np.mean((dist.numpy() < 0.5) == (same == 1))
    print(step, float(loss), accuracy)
