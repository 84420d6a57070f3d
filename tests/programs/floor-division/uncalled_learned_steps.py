# outcome: none
import tensorflow as tf
from tensorflow.keras import layers


class Staircase(layers.Layer):
    def build(self, input_shape):
        self.width = self.add_weight(shape=(), initializer="ones", name="width")

    def call(self, x):
        return tf.tanh(x // self.width)  # error: [floor-division]


# used: layer, x = Staircase(), tf.random.normal([4, 3])
# used: with tf.GradientTape() as tape:
# used:     tape.watch(x)
# used:     loss = tf.reduce_sum(layer(x))
# used: print(tape.gradient(loss, [x, *layer.trainable_variables]))
