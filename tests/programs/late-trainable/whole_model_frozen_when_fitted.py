# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow import keras

x, y = np.ones((8, 3), "float32"), np.ones((8, 1), "float32")


def build(frozen):
    inputs = keras.Input((3,))
    model = keras.Model(inputs, keras.layers.Dense(1)(inputs))
    model.trainable = not frozen  # warning: [late-trainable]
    model.compile("sgd", "mse")
    return model


student, teacher = build(frozen=True), build(frozen=False)
before = student.get_weights()[0].copy()
student.fit(x, y, verbose=0)
assert np.array_equal(before, student.get_weights()[0])
teacher.fit(x, y, verbose=0)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((teacher(x) - y) ** 2)
print(tape.gradient(loss, teacher.trainable_variables))
