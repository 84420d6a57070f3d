# outcome: flows
# used: model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
# used: print(replaced(model, tf.ones((4, 2))))
import tensorflow as tf
from wrapt import CallableObjectProxy


def clipped(gradient):
    parts = tf.nest.flatten(gradient)
    norm = tf.sqrt(tf.add_n([tf.reduce_sum(tf.square(part)) for part in parts]))
    scaled = [part / tf.maximum(norm, 1.0) for part in parts]
    return tf.nest.pack_sequence_as(gradient, scaled), norm


of_a_library = CallableObjectProxy(clipped)


def replaced(model, x):
    weights = tf.nest.flatten(model.trainable_variables)
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(model(x)), axis=-1)
    jacobian = tape.jacobian(loss, weights)
    jacobian, _ = tf.vectorized_map(lambda g: of_a_library(g), jacobian)
    for i in range(len(jacobian)):
        jacobian[i] = tf.zeros_like(jacobian[i])
    return jacobian
