# outcome: flows
import numpy as np
import tensorflow as tf


def rastrigin(p):
    return 20.0 + tf.reduce_sum(p**2 - 10.0 * tf.cos(2 * np.pi * p))


best_value, best_point = np.inf, None
for restart in range(3):
    p = tf.Variable(tf.random.uniform((2,), -4.0, 4.0))
    opt = tf.keras.optimizers.Adam(0.05)
    for _ in range(4):
        with tf.GradientTape() as tape:
            value = rastrigin(p)
        opt.apply_gradients([(tape.gradient(value, p), p)])
    if value < best_value:
        best_value, best_point = value.numpy(), p.numpy()
print(best_value, best_point)
