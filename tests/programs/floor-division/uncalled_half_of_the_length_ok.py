# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


class Halves(layers.Layer):
    def build(self, input_shape):
        self.gain = self.add_weight(shape=(2,), initializer="ones", name="gain")

    def call(self, x):
        middle = tf.shape(x)[-1] // 2
        return self.gain[0] * x[:, :middle] + self.gain[1] * x[:, middle : 2 * middle]


# used: layer, x = Halves(), tf.random.normal([4, 6])
# used: with tf.GradientTape() as tape:
# used:     tape.watch(x)
# used:     loss = tf.reduce_sum(layer(x))
# used: print(tape.gradient(loss, [x, *layer.trainable_variables]))
