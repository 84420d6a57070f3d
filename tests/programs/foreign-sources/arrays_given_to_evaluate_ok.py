# outcome: flows
import keras
import numpy as np
import tensorflow as tf


class Probed(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)

    def call(self, inputs):
        watched = {k: v for k, v in inputs.items() if isinstance(v, tf.Tensor)}
        with tf.GradientTape() as tape:
            tape.watch(watched)
            score = tf.reduce_sum(self.out(watched["place"]))
        (slope,) = tape.gradient(score, list(watched.values()))
        return self.out(inputs["place"] + 0.1 * tf.sign(slope))


model = Probed()
model.compile("sgd", "mse")
places = {"place": np.ones((4, 3), "float32")}
print(model.evaluate(x=places, y=np.ones((4, 1), "float32"), verbose=0))
