# outcome: zero
import tensorflow as tf

codebook = tf.Variable(tf.random.normal((8, 3)), trainable=False)
encoder = tf.keras.layers.Dense(3)
decoder = tf.keras.layers.Dense(5)
signals = tf.random.normal((16, 5))


def nearest(latent):
    distances = tf.reduce_sum(tf.square(latent[:, None] - codebook), axis=-1)
    return tf.gather(codebook, tf.argmin(distances, axis=1))


def quantised(latent):
    return latent + tf.stop_gradient(nearest(latent)) - latent  # warning: [zero-gradient]


with tf.GradientTape() as tape:
    decoded = decoder(quantised(encoder(signals)))
    loss = tf.reduce_mean(tf.square(decoded - signals))
weights = encoder.trainable_weights + decoder.trainable_weights
print([tf.norm(g).numpy() for g in tape.gradient(loss, weights)])
