# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras

images = tf.random.uniform((32, 8, 8, 1))
labels = tf.random.uniform((32,), maxval=4, dtype=tf.int32)
model = keras.Sequential(
    [
        keras.layers.Flatten(),
        keras.layers.Dense(12, activation="tanh"),
        keras.layers.Dense(4),
    ]
)
model(images[:1])
opt = keras.optimizers.SGD(0.05)
cce = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

with tf.GradientTape() as tape:
    total_loss = 0.0
    for i in range(0, 32, 8):
        logits = model(images[i : i + 8])
        total_loss += cce(labels[i : i + 8], logits)
    total_loss = tf.zeros(())  # error: [unused-source] or: [unrelated-target]

grads = tape.gradient(total_loss, model.trainable_weights)
opt.apply_gradients(zip(grads, model.trainable_weights))
