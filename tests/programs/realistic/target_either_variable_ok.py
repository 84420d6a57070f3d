# outcome: flows
import tensorflow as tf

x = tf.constant(1.0)
first = tf.Variable(2.0)
second = tf.Variable(2.0)
with tf.GradientTape(persistent=True) as tape:
    if x > 0.0:
        result = first
    else:
        result = second**2
grad = tape.gradient(result, first)
