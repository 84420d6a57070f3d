# outcome: none
import tensorflow as tf

w = tf.Variable([1.0, -1.0])
b = tf.Variable(0.5)
x = tf.constant([[1.0, 2.0], [3.0, -4.0]])

with tf.GradientTape(persistent=True) as tape:
    data_term = tf.reduce_mean(tf.square(tf.linalg.matvec(x, w) + b))
    print("data term", data_term.numpy())
    tape.reset()  # error: [outside-tape]
    penalty = 0.01 * tf.reduce_sum(tf.abs(w))
print("data", tape.gradient(data_term, [w, b]))
print("penalty", tape.gradient(penalty, w))
del tape
