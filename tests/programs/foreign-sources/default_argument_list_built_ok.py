# outcome: flows
import tensorflow as tf
from tensorflow.keras import Sequential, layers, optimizers

model = Sequential([layers.Input((2,)), layers.Dense(6, activation="relu"), layers.Dense(1)])


def train(x, y, variables=model.trainable_variables):
    opt = optimizers.Adam(0.01)
    for _ in range(2):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x) - y) ** 2)
        grads = tape.gradient(loss, variables)
        opt.apply_gradients(zip(grads, variables))


train(tf.random.normal((6, 2)), tf.zeros((6, 1)))
