# outcome: raises RuntimeError
import tensorflow as tf

coef = tf.Variable([1.0, 1.0, 1.0])
samples = tf.random.uniform((4, 3))

with tf.GradientTape() as tape:
    outputs = [tf.reduce_sum(coef * s) for s in tf.unstack(samples)]

rows = []
for out in outputs:
    rows.append(tape.gradient(out, coef))  # error: [tape-reused]
jac = tf.stack(rows)
print(jac.shape)
