# outcome: flows
import tensorflow as tf


class Binarise(tf.keras.layers.Layer):
    """Turns activations into bits; backwards it is the identity."""

    def call(self, inputs):
        probabilities = tf.sigmoid(inputs)
        bits = tf.floor(probabilities + 0.5)
        return probabilities + tf.stop_gradient(bits - probabilities)


class Hasher(tf.keras.Model):
    def __init__(self, bits):
        super().__init__()
        self.encode = tf.keras.layers.Dense(bits)
        self.bits = Binarise()
        self.decode = tf.keras.layers.Dense(5)

    def call(self, x):
        return self.decode(self.bits(self.encode(x)))


hasher = Hasher(6)
data = tf.random.normal((16, 5))
sgd = tf.keras.optimizers.SGD(0.05)

for _ in range(3):
    with tf.GradientTape() as tape:
        restored = hasher(data)
        loss = tf.reduce_mean(tf.square(restored - data))
    grads = tape.gradient(loss, hasher.trainable_variables)
    sgd.apply_gradients(zip(grads, hasher.trainable_variables))
print("loss", float(loss))
