# outcome: flows
import tensorflow as tf

n = tf.constant(5)
radius = tf.cast(n, tf.float32)

with tf.GradientTape() as tape:
    tape.watch(radius)
    area = 3.14159 * radius**2

print("how the area grows:", tape.gradient(area, radius).numpy(), "for n =", n.numpy())
