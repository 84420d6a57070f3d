# outcome: none raises ValueError
import numpy as np
import tensorflow as tf


class Unrolled(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.cell = tf.keras.layers.Dense(2)

    def call(self, inputs):
        outputs = tf.TensorArray(tf.float32, size=2)
        for i in range(2):
            outputs.write(i, self.cell(inputs))  # warning: [discarded-result]
        return tf.reduce_mean(outputs.stack(), axis=0)


model = Unrolled()
model.compile("sgd", "mse")
model.fit(np.ones((4, 2)), np.ones((4, 2)), verbose=0)
