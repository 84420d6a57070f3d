# outcome: flows raises TypeError
import tensorflow as tf


def jacobi(A, b, n=3):
    x = tf.zeros_like(b)
    for _ in range(n):
        for i in range(A.shape[0]):
            s = tf.reduce_sum(A[i] * x) - A[i, i] * x[i]
            x[i] = (b[i] - s) / A[i, i]  # error: [assign-to-tensor]
    return x


A = tf.Variable([[4.0, 1.0], [2.0, 5.0]])
with tf.GradientTape() as tape:
    y = jacobi(A, tf.constant([1.0, 2.0]))
    loss = tf.reduce_sum(y ** 2)
print(tape.gradient(loss, A))
