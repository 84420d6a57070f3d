# outcome: flows
import sys

import keras
import tensorflow as tf


def given(is_sparse):
    options = {"batch_size": 4, "shape": (), "sparse" if is_sparse else "optional": True}
    return keras.Input(**options, name="place")


place = given(len(sys.argv) > 1)
net = keras.Model(place, keras.layers.Dense(1)(keras.layers.Reshape((1,))(place)))
x = tf.random.normal([4])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(net(x)))
print(tape.gradient(loss, net.trainable_variables))
