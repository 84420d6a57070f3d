# outcome: part
"""Features are turned into NumPy before the training loop; the encoder is asked all the same."""
import numpy as np
import tensorflow as tf

encoder = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
head = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
x = np.random.randn(10, 4).astype("float32")
y = np.random.randn(10, 1).astype("float32")
feats = encoder(x).numpy()
params = encoder.trainable_variables + head.trainable_variables  # or: [foreign-sources]
opt = tf.keras.optimizers.SGD(0.1)
for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((head(feats) - y) ** 2)
    grads = tape.gradient(loss, params)  # warning: [foreign-sources]
    opt.apply_gradients(zip(grads, params))
