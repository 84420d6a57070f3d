# outcome: nan
import tensorflow as tf
from tensorflow import keras


class Scale(keras.layers.Layer):
    def build(self, input_shape):
        self.scale = self.add_weight(shape=(input_shape[-1],), initializer="zeros", name="scale")

    def call(self, x):
        return x / self.scale  # warning: [endless-slope]


layer = Scale()
x = tf.random.normal((3, 4))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.nn.softmax(layer(x)) ** 2)
print(tape.gradient(loss, layer.trainable_variables))
