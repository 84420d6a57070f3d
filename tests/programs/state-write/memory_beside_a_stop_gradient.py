# outcome: part
import keras
import tensorflow as tf


class Memory(keras.layers.Layer):
    """Remembers the mean of what its keys attended to."""

    def __init__(self, slots, size):
        super().__init__()
        self.keys = keras.layers.Dense(size)
        self.kept = self.add_weight(shape=(slots, size), initializer="ones", trainable=False)

    def call(self, inputs):
        key = self.keys(inputs)
        share = tf.nn.softmax(tf.stop_gradient(key) @ tf.transpose(self.kept))
        self.kept.assign(0.9 * self.kept + 0.1 * tf.transpose(share) @ key)  # warning: [state-write]
        return share @ self.kept


memory, head = Memory(4, 3), keras.layers.Dense(1)
x = tf.random.normal((8, 5))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(head(memory(x)) - 1.0))
weights = memory.trainable_weights + head.trainable_weights
print([g is None for g in tape.gradient(loss, weights)])
