# outcome: flows
import tensorflow as tf

w = tf.Variable([0.4, 1.7])
goal = tf.reduce_sum(tf.square(tf.constant([1.0, 2.0])))
optimizer = tf.compat.v1.train.GradientDescentOptimizer(learning_rate=0.1)
optimizer.minimize(lambda: tf.reduce_sum(tf.square(w - goal)), var_list=[w])
frozen = tf.Variable(1.0, trainable=False)
optimizer.minimize(lambda: tf.square(frozen - 3.0), var_list=[frozen])
with tf.GradientTape() as tape:
    cost = tf.reduce_sum(tf.square(w - goal))
print(tape.gradient(cost, w))
