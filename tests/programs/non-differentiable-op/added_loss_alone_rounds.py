# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras


class Endpoint(keras.layers.Layer):
    """The model has no other loss than this one."""

    def call(self, inputs):
        prediction, target = inputs
        whole = tf.round(prediction)  # error: [non-differentiable-op]
        self.add_loss(tf.reduce_mean(tf.square(whole - target)))
        return prediction


features, target = keras.Input((3,)), keras.Input((1,))
prediction = keras.layers.Dense(1)(features)
model = keras.Model([features, target], Endpoint()([prediction, target]))
model.compile(optimizer="sgd")
model.fit([tf.random.normal([8, 3]), tf.random.normal([8, 1])], verbose=0)
