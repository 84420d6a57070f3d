# outcome: flows
import keras
import numpy as np
import tensorflow as tf


class PixelConv(keras.layers.Conv2D):
    def __init__(self, mask_type, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mask_type = mask_type

    def build(self, input_shape):
        super().build(input_shape)
        kh, kw = self.kernel_size
        mask = np.zeros(self.kernel.shape, dtype="float32")
        mask[: kh // 2] = 1.0
        mask[kh // 2, : kw // 2] = 1.0
        if self.mask_type == "B":
            mask[kh // 2, kw // 2] = 1.0
        self.mask = tf.constant(mask)

    def call(self, x):
        return tf.nn.conv2d(x, self.kernel * self.mask, strides=1, padding="SAME") + self.bias


inputs = keras.Input((6, 6, 1))
h = keras.layers.ReLU()(PixelConv("A", 4, 5, padding="same")(inputs))
h = keras.layers.ReLU()(PixelConv("B", 4, 3, padding="same")(h))
model = keras.Model(inputs, keras.layers.Conv2D(1, 1, activation="sigmoid")(h))
x = tf.round(tf.random.uniform([8, 6, 6, 1]))
model.compile("adam", "binary_crossentropy")
model.fit(x, x, verbose=0)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(keras.losses.binary_crossentropy(x, model(x)))
print([g.shape for g in tape.gradient(loss, model.trainable_variables)])
