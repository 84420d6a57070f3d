# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

backbone = tf.keras.Sequential([tf.keras.Input((6,)), layers.Dense(5, activation="relu")])
backbone.trainable = False
head = layers.Dense(1)
model = tf.keras.Sequential([backbone, head])
adam = tf.keras.optimizers.Adam()
x = np.random.rand(8, 6).astype("float32")

for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x)))
    grads = tape.gradient(loss, model.trainable_variables)
    adam.apply_gradients(zip(grads, model.trainable_variables))
print([v.path for v in model.trainable_variables])

# Freezing empties the lists, the tape still records the frozen weights.
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(model(x)))
print(tape.gradient(loss, backbone.weights))
