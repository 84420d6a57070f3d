# outcome: flows raises AssertionError
"""Each gradient is made smaller, and the list holds what it held before."""
import tensorflow as tf

a, b = tf.Variable(2.0), tf.Variable(1.0)
optimizer = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape() as tape:
    loss = 100.0 * a * b
grads = tape.gradient(loss, [a, b])
for grad in grads:
    grad /= 100.0  # warning: [discarded-result]
optimizer.apply_gradients(zip(grads, [a, b]))
assert abs(float(a) - 1.9) < 1e-5, "no smaller"
