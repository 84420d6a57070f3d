# outcome: flows
import tensorflow as tf


class Flatten(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.w = self.add_weight(shape=(1,), name="w", initializer="ones")
        self.v = tf.Variable([1.0], trainable=False)

    def call(self, x):
        _, width, height = x.shape.as_list()
        rank = x.get_shape().ndims
        flat = tf.reshape(x, [-1, width * height])
        flat.set_shape([None, width * height])
        size = self.w.shape.as_list()[0] * self.v.get_shape().as_list()[0]
        return flat * self.w * self.v.read_value() * size * rank


def wide(x):
    return x.shape.as_list()[-1] * 1.0


inputs = tf.keras.Input((2, 3))
made = Flatten()(inputs)
scaled = tf.keras.layers.Lambda(lambda x: x * wide(x))(made)
model = tf.keras.Model(inputs, tf.keras.layers.Dense(len(made.shape))(scaled))
x = tf.ones([2, 2, 3])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(x)) * x.shape.rank
    loss = tf.reshape(loss, loss.get_shape().as_list())
print(tape.gradient(loss, model.trainable_variables))
print(list(inputs.shape), inputs.shape[1:], model.layers[1].w.value.get_shape())
