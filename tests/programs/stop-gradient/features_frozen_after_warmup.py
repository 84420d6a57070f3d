# outcome: none raises ValueError
"""From the second epoch on nothing reaches the encoder, which is all that is trained."""
import tensorflow as tf
from tensorflow.keras import layers, optimizers

encoder = tf.keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(2)])
centers = tf.constant([[1.0, 0.0], [0.0, 1.0], [-1.0, -1.0]])
opt = optimizers.Adam(1e-2)
x = tf.random.normal((30, 4))
labels = tf.random.uniform((30,), maxval=3, dtype=tf.int32)
WARMUP = 1


def center_loss(x, labels, epoch):
    z = encoder(x)
    if epoch >= WARMUP:
        z = tf.stop_gradient(z)  # error: [stop-gradient]
    return tf.reduce_mean(tf.reduce_sum((z - tf.gather(centers, labels)) ** 2, axis=1))


for epoch in range(3):
    with tf.GradientTape() as tape:
        loss = center_loss(x, labels, epoch)
    grads = tape.gradient(loss, encoder.trainable_variables)
    opt.apply_gradients(zip(grads, encoder.trainable_variables))
    print(epoch, float(loss))
