# outcome: none
"""The list in a generator expression is made where the expression stands."""
import tensorflow as tf

w = tf.Variable(0.5)
xs = [1.0, 2.0, 3.0]
terms = (t ** 2 for t in [w * x for x in xs])  # error: [outside-tape]
with tf.GradientTape() as tape:
    loss = tf.add_n(list(terms))
print(tape.gradient(loss, w))
