# outcome: zero
import tensorflow as tf


class Pooling(tf.keras.layers.Layer):
    def __init__(self, width):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(width, activation="tanh")
        self.score = tf.keras.layers.Dense(1)

    def call(self, steps):
        share = tf.nn.softmax(self.score(self.hidden(steps)))  # warning: [zero-gradient]
        return tf.reduce_sum(share * steps, axis=1)


pooling, head = Pooling(5), tf.keras.layers.Dense(2)
steps = tf.random.normal((3, 7, 4))

with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(head(pooling(steps))))
weights = pooling.trainable_variables + head.trainable_variables
print(tape.gradient(loss, weights))
