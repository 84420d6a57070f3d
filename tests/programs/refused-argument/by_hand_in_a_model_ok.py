# outcome: flows
"""The same step in layers, where it gets tensors."""
import tensorflow as tf
from tensorflow.keras import Input, Model, layers


@tf.custom_gradient
def sharp(v):
    def backward(upstream):
        return upstream / tf.square(1.0 + 4.0 * tf.abs(v))

    return tf.cast(v > 0.0, tf.float32), backward


class Sharp(layers.Layer):
    def call(self, inputs):
        return sharp(inputs)


@tf.function
def scaled(v):
    return 0.5 * v


seen = Input(shape=(4,))
fired = Sharp()(layers.Dense(6)(seen))
again = layers.Lambda(sharp, output_shape=(6,))(layers.Dense(6)(fired))
model = Model(seen, layers.Dense(1)(layers.Lambda(scaled, output_shape=(6,))(again)))
model.compile("sgd", "mse")
model.fit(tf.random.normal((8, 4)), tf.random.normal((8, 1)), verbose=0)
print(scaled(model(tf.ones((1, 4)))))
