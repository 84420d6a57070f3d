# outcome: flows raises AssertionError
import tensorflow as tf


class Gate(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.level = tf.Variable(0.5)  # warning: [untracked-variable]
        self.dense = tf.keras.layers.Dense(2)

    def call(self, inputs):
        return tf.sigmoid(self.level) * self.dense(inputs)


# used: gate, x = Gate(), tf.ones([4, 3])
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(gate(x))
# used: print(tape.gradient(loss, gate.trainable_variables))
# used: assert len(gate.trainable_variables) == 3
