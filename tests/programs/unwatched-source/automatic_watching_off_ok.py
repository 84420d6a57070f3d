# outcome: flows
import tensorflow as tf

a = tf.Variable(2.0)
b = tf.Variable(3.0)

with tf.GradientTape(watch_accessed_variables=False) as tape:
    tape.watch(a)
    volume = a**2 * b

(da,) = tape.gradient(volume, [a])

with tf.GradientTape(watch_accessed_variables=False, persistent=True) as tape:
    tape.watch([a, b])
    volume = a**2 * b
print("da", da.numpy(), tape.gradient(volume, a).numpy(), tape.gradient(volume, b).numpy())
