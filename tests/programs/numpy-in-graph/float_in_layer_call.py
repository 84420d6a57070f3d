# outcome: raises TypeError
import tensorflow as tf


class Gate(tf.keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.scale = self.add_weight(shape=(), initializer="ones")

    def call(self, inputs):
        level = float(tf.reduce_max(inputs))  # error: [numpy-in-graph]
        return inputs * self.scale / (1.0 + level)


gate = Gate()


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(gate(x))
    return tape.gradient(loss, gate.trainable_variables)


print(step(tf.ones((2, 3))))
