# outcome: flows
"""Sums of gradients in lists, in variables and in arrays; checks that change nothing."""
import numpy as np
import tensorflow as tf

a, b = tf.Variable([2.0, 1.0]), tf.Variable(1.0)
arrays = [np.zeros(2, "float32"), np.zeros((), "float32")]
sums = [tf.Variable(tf.zeros(2)), tf.Variable(0.0)]
totals = [tf.zeros(2), tf.zeros(())]
optimizer = tf.keras.optimizers.SGD(0.1)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(a) * b
    grads = tape.gradient(loss, [a, b])
    for i, (total, grad) in enumerate(zip(totals, grads)):
        total += grad
        totals[i] = total
    for held, grad in zip(sums, grads):
        held.assign_add(grad)
    for i, grad in enumerate(grads):
        grad = tf.clip_by_norm(grad, 1.0)
        grads[i] = grad
    for array, grad in zip(arrays, grads):
        array += grad.numpy()
    for grad in grads:
        grad = tf.debugging.check_numerics(grad, "gradient")
    norm = 0.0
    for grad in grads:
        norm = norm + tf.reduce_sum(grad**2)
optimizer.apply_gradients(zip(totals, [a, b]))
print(sums, arrays, norm)
