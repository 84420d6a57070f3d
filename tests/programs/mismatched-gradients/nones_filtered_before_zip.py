# outcome: part
"""Drops the missing gradients but not their variables, so the rest shifts by one."""
import tensorflow as tf

scale = tf.Variable(1.0, name="scale")
shift = tf.Variable(0.0, name="shift")  # or: [unused-source]
slope = tf.Variable(1.0, name="slope")
variables = [shift, scale, slope]
opt = tf.keras.optimizers.SGD(0.05)
x = tf.linspace(-1.0, 1.0, 21)
y = 3.0 * x

for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((scale * slope * x - y) ** 2)
    grads = [g for g in tape.gradient(loss, variables) if g is not None]
    opt.apply_gradients(zip(grads, variables))  # warning: [mismatched-gradients]
