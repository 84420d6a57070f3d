# outcome: flows
"""The body of a generator expression runs when it is consumed."""
import tensorflow as tf

w = tf.Variable(0.5)
xs = [1.0, 2.0, 3.0]
terms = ((w * x) ** 2 for x in xs)
with tf.GradientTape() as tape:
    loss = tf.add_n(list(terms))
print(tape.gradient(loss, w))
