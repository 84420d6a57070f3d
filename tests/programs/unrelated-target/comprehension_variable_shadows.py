# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import layers

model = tf.keras.Sequential([layers.Dense(4, activation="relu"), layers.Dense(1)])
opt = tf.keras.optimizers.Adam()
batches = [(tf.random.normal((5, 2)), tf.random.normal((5, 1))) for _ in range(3)]

with tf.GradientTape() as tape:
    predictions = [model(x) for x, y in batches]
    errors = [tf.reduce_mean(tf.abs(y - x[:, :1])) for x, y in batches]  # error: [unrelated-target]
    loss = tf.reduce_mean(tf.stack(errors))
grads = tape.gradient(loss, model.trainable_variables)
opt.apply_gradients(zip(grads, model.trainable_variables))
