# outcome: flows
import tensorflow as tf

coef = tf.Variable([1.0, 1.0, 1.0])
samples = tf.random.uniform((4, 3))

rows = []
for s in tf.unstack(samples):
    with tf.GradientTape() as tape:
        out = tf.reduce_sum(coef * s)
    rows.append(tape.gradient(out, coef))
jac = tf.stack(rows)

with tf.GradientTape() as tape:
    outputs = tf.linalg.matvec(samples, coef)
full = tape.jacobian(outputs, coef)
print(tf.reduce_max(tf.abs(jac - full)).numpy())
