# outcome: flows
"""Two views go into the loss with a star; the right side of it is stopped."""
import tensorflow as tf
from tensorflow import keras


def make():
    return keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(3)])


online, target = make(), make()
optimizer = keras.optimizers.SGD(0.1)


def disagreement(one, two):
    answer = online(one)
    wanted = tf.stop_gradient(target(two))
    return tf.reduce_mean(tf.reduce_sum(tf.square(answer - wanted), axis=-1))


views = tf.random.normal([2, 5, 3])
with tf.GradientTape() as tape:
    loss = disagreement(*tf.unstack(views))
grads = tape.gradient(loss, online.trainable_variables)
optimizer.apply_gradients(zip(grads, online.trainable_variables))
