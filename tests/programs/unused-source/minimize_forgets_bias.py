# outcome: part
import tensorflow as tf

w = tf.Variable([0.4, 1.7])
b = tf.Variable(0.1)  # warning: [unused-source]
x, y = tf.constant([1.0, 2.0]), tf.constant(3.0)
train = tf.compat.v1.train
optimizer = train.MomentumOptimizer(0.1, 0.9)
optimizer.minimize(lambda: tf.square(tf.reduce_sum(w * x) - y), var_list=[w, b])
