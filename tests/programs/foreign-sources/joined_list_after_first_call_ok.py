# outcome: flows
import tensorflow as tf
from keras import layers, models, optimizers

encoder = models.Sequential([layers.Dense(8, activation="relu"), layers.Dense(2)])
decoder = models.Sequential([layers.Dense(8, activation="relu"), layers.Dense(5)])
opt = optimizers.Adam(1e-3)
data = tf.data.Dataset.from_tensor_slices(tf.random.normal((20, 5))).batch(10)

for epoch in range(2):
    for batch in data:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((decoder(encoder(batch)) - batch) ** 2)
            weights = encoder.trainable_weights + decoder.trainable_weights
            l2 = tf.add_n([tf.nn.l2_loss(w.value) for w in weights if "bias" not in w.name])
            loss = loss + 1e-5 * l2
        grads = tape.gradient(loss, weights)
        opt.apply_gradients(zip(grads, weights))
