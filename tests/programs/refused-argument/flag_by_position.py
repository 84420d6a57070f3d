# outcome: raises ValueError
import tensorflow as tf


class Block(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(3)
        self.drop = tf.keras.layers.Dropout(0.1)

    def call(self, x, training=False):
        return self.drop(self.dense(x), training=training)


block = Block()
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(block(tf.ones([2, 2]), True))  # error: [refused-argument]
grads = tape.gradient(loss, block.trainable_variables)
