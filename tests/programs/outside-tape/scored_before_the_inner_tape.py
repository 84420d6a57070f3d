# outcome: raises TypeError
import tensorflow as tf
from tensorflow import keras

judge = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, "swish"), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam(1e-3)
real, made = tf.random.normal((8, 3), 1.0), tf.random.normal((8, 3))


def steepness(one, other):
    share = tf.random.uniform((8, 1))
    between = share * one + (1.0 - share) * other
    scores = judge(between)  # error: [outside-tape]
    with tf.GradientTape() as inner:
        inner.watch(between)
    slope = inner.gradient(scores, between)
    return tf.reduce_mean((tf.sqrt(tf.reduce_sum(slope**2, axis=1) + 1e-12) - 1.0) ** 2)


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(judge(made)) - tf.reduce_mean(judge(real)) + 10.0 * steepness(real, made)
grads = tape.gradient(loss, judge.trainable_variables)
optimizer.apply_gradients(zip(grads, judge.trainable_variables))
