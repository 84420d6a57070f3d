# outcome: flows
import tensorflow as tf

x = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = tf.constant(x * x)
    z = tf.convert_to_tensor(x) + y
dz_dx = tape.gradient(z, x)
print(dz_dx.numpy())
