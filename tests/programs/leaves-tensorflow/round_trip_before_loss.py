# outcome: none raises ValueError
import tensorflow as tf

autoencoder = tf.keras.Sequential(
    [
        tf.keras.Input((12,)),
        tf.keras.layers.Dense(4, activation="relu"),
        tf.keras.layers.Dense(12),
    ]
)
opt = tf.keras.optimizers.Adam()
rows = tf.random.uniform((10, 12))

for step in range(2):
    with tf.GradientTape() as t:
        out = autoencoder(rows)
        out = tf.constant(out.numpy().reshape(-1, 3, 4))  # error: [leaves-tensorflow]
        loss = tf.reduce_mean((out - tf.reshape(rows, (-1, 3, 4))) ** 2)
    opt.apply_gradients(
        zip(t.gradient(loss, autoencoder.trainable_weights), autoencoder.trainable_weights)
    )
