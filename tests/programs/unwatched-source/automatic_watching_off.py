# outcome: part
import tensorflow as tf

a = tf.Variable(2.0)
b = tf.Variable(3.0)  # warning: [unwatched-source]

with tf.GradientTape(watch_accessed_variables=False) as tape:
    tape.watch(a)
    volume = a**2 * b

da, db = tape.gradient(volume, [a, b])  # or: [unwatched-source]
print("da", da.numpy(), "db", db)
