# outcome: flows
import keras
import numpy as np
import tensorflow as tf

log_lambda = keras.Variable(np.zeros(3, "float32"), name="log_lambda")
targets = np.array([1.0, 0.5, 2.0], dtype="float32")


def fidelity():
    return log_lambda * targets


with tf.GradientTape() as tape:
    loss = tf.reduce_sum((fidelity() - 1.0) ** 2)
print(tape.gradient(loss, [log_lambda]))
