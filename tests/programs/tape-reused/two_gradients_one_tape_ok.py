# outcome: flows
import tensorflow as tf

x = tf.constant(3.0)
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    y = x * x
    z = y * y
dz_dx = tape.gradient(z, x)
dy_dx = tape.gradient(y, x)
del tape
with tf.GradientTape() as tape:
    tape.watch(x)
    u = tf.sin(x)
print(dz_dx, dy_dx, tape.gradient(u, x))
