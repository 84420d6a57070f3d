# outcome: part raises ValueError
import tensorflow as tf
from tensorflow import keras


@tf.custom_gradient
def hard_sigmoid(x):
    return tf.cast(x > 0.0, x.dtype), lambda dy: None  # warning: [custom-gradient]


class Gate(keras.layers.Layer):
    def build(self, input_shape):
        self.scores = self.add_weight(shape=(input_shape[-1],), name="scores")
        self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

    def call(self, inputs):
        return self.scale * inputs * hard_sigmoid(tf.convert_to_tensor(self.scores))


gate = Gate()
x = tf.random.normal([4, 3])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(gate(x) - 1.0))
grads = tape.gradient(loss, gate.trainable_variables)
print([tf.reduce_sum(g) for g in grads])
