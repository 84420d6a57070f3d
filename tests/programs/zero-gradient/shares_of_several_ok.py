# outcome: flows
import tensorflow as tf


class Pooling(tf.keras.layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(width, activation="tanh")
        self.score = tf.keras.layers.Dense(1)

    def call(self, steps):
        scores = self.score(self.hidden(steps))
        share = tf.nn.softmax(scores, axis=1)
        other = tf.nn.softmax(tf.squeeze(scores, -1))
        third = tf.keras.activations.softmax(tf.transpose(scores, [0, 2, 1]))
        return tf.reduce_sum((share + other[..., None]) * steps, axis=1) + (third @ steps)[:, 0]


pooling = Pooling(5)
pair = tf.keras.Sequential([tf.keras.layers.Input((4,)), tf.keras.layers.Dense(2, activation="softmax")])
steps = tf.random.normal((3, 7, 4))
mixed = tf.keras.layers.Dense(1)(tf.ones((3, 1))) * tf.constant([[1.0, 2.0]])

scale = tf.Variable(1.0)
with tf.GradientTape() as tape:
    pooled = pooling(steps)
    loss = tf.reduce_mean(pair(pooled)[:, 0]) + tf.reduce_sum(tf.nn.softmax(mixed * scale)[:, 0])
weights = pooling.trainable_variables + pair.trainable_variables
print(tape.gradient(loss, [*weights, scale]))
