# outcome: flows raises LookupError
import keras
import tensorflow as tf

enlarge = keras.layers.UpSampling2D(2, interpolation="bicubic")
mix = tf.Variable([0.3, 0.7])


@tf.function
def rough(picture):
    with tf.GradientTape() as inner:
        inner.watch(picture)
        large = enlarge(tf.tanh(picture * mix))  # error: [non-differentiable-op]
        total = tf.reduce_sum(large**2)
    return tf.reduce_sum(inner.gradient(total, picture) ** 2)


with tf.GradientTape() as outer:
    value = rough(tf.ones([1, 2, 2, 2]))
print(outer.gradient(value, mix))
