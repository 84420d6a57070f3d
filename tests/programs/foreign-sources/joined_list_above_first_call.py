# outcome: raises ValueError
import tensorflow as tf
from keras import layers, models, optimizers

encoder = models.Sequential([layers.Dense(8, activation="relu"), layers.Dense(2)])
decoder = models.Sequential([layers.Dense(8, activation="relu"), layers.Dense(5)])
weights = encoder.trainable_weights + decoder.trainable_weights  # error: [foreign-sources]
opt = optimizers.Adam(1e-3)
data = tf.data.Dataset.from_tensor_slices(tf.random.normal((20, 5))).batch(10)

for batch in data:
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((decoder(encoder(batch)) - batch) ** 2)
    grads = tape.gradient(loss, weights)  # or: [foreign-sources]
    opt.apply_gradients(zip(grads, weights))
