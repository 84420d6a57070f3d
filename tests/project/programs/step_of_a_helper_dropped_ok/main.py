# outcome: flows
import tensorflow as tf
from descent import moved

params = {"a": tf.constant([1.0, 2.0]), "b": tf.constant(0.5)}
for _ in range(3):
    with tf.GradientTape() as tape:
        tape.watch(params)
        loss = tf.reduce_sum(params["a"] ** 2) + tf.exp(params["b"])
    slopes = tape.gradient(loss, params)
    params = moved(params, slopes, 0.1)
    print(float(loss))
