# outcome: part
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers, models

encoder = models.Sequential([layers.Input((8,)), layers.Dense(2, name="code")])
decoder = models.Sequential([layers.Input((2,)), layers.Dense(8, name="restore")])
optimizer = tf.keras.optimizers.Adam(1e-2)
data = np.random.rand(10, 8).astype("float32")

for epoch in range(2):
    codes = encoder.predict(data, verbose=0)  # warning: [leaves-tensorflow] or: [outside-tape]
    with tf.GradientTape() as tape:
        restored = decoder(codes)
        loss = tf.reduce_mean(tf.abs(restored - data))
    variables = encoder.trainable_variables + decoder.trainable_variables
    gradients = tape.gradient(loss, variables)  # or: [foreign-sources]
    optimizer.apply_gradients(zip(gradients, variables))
    print(epoch, loss.numpy())
