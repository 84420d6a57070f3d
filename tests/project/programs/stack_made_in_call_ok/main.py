# outcome: flows
import keras
import tensorflow as tf
from blocks import Block

keras.utils.set_random_seed(1)
x = tf.random.normal((8, 4))
model = keras.Sequential([keras.Input((4,)), Block(4), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(0.01)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - x[:, :1]) ** 2)
    weights = model.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
