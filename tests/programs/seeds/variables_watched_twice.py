# outcome: flows
import tensorflow as tf

a = tf.Variable(1.0)
b = tf.Variable(2.0)

with tf.GradientTape() as tape:
    tape.watch(a)  # hint: [redundant-watch]
    tape.watch(b)  # hint: [redundant-watch]
    product = a * b

da, db = tape.gradient(product, [a, b])
print(da, db)
