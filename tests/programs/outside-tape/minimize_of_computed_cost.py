# outcome: none raises ValueError
import tensorflow as tf

w = tf.Variable([0.4, 1.7])
cost = tf.reduce_sum(tf.square(w - 1.0))  # error: [outside-tape]
optimizer = tf.compat.v1.train.GradientDescentOptimizer(learning_rate=0.1)
optimizer.minimize(lambda: cost, var_list=[w])
