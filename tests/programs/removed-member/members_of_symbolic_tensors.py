# outcome: raises AttributeError
import tensorflow as tf

inputs = tf.keras.Input((4, 4, 2))
made = tf.keras.layers.Conv2D(3, 3)(inputs)


def shape():
    return made.get_shape()  # error: [removed-member]


def rank():
    return inputs.shape.ndims  # error: [removed-member]


def values():
    return (made * 2.0).numpy()  # error: [removed-member]


def read():
    return tf.keras.layers.Dense(1).add_weight(shape=(2,)).read_value()  # error: [removed-member]


class Scale(tf.keras.layers.Layer):
    def build(self, input_shape):
        self.w = self.add_weight(shape=(3,), name="w")

    def call(self, x):
        return x * tf.reshape(self.w, self.w.get_shape())  # error: [removed-member]


for use in (shape, rank, values, read, lambda: Scale()(tf.ones([2, 3]))):
    try:
        use()
    except AttributeError:
        continue
    raise SystemExit("it is there")

width, height, depth = made.shape.as_list()[1:]  # error: [removed-member]
flat = tf.keras.layers.Reshape((width * height * depth,))(made)
model = tf.keras.Model(inputs, tf.keras.layers.Dense(1)(flat))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones([1, 4, 4, 2])))
print(tape.gradient(loss, model.trainable_variables))
