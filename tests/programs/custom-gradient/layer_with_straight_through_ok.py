# outcome: flows
import tensorflow as tf
from tensorflow import keras


@tf.custom_gradient
def hard_sigmoid(x, temperature):
    soft = tf.sigmoid(x / temperature)

    def grad(dy):
        return dy * soft * (1.0 - soft), None

    return tf.cast(x > 0.0, x.dtype), grad


class Gate(keras.layers.Layer):
    def build(self, input_shape):
        self.scores = self.add_weight(shape=(input_shape[-1],), name="scores")

    def call(self, inputs):
        return inputs * hard_sigmoid(tf.convert_to_tensor(self.scores), 0.5)


gate = Gate()
x = tf.random.normal([4, 3])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(gate(x) - 1.0))
print(tape.gradient(loss, gate.trainable_variables))
