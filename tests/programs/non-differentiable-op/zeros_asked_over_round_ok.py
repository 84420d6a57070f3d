# outcome: zero
import tensorflow as tf

w = tf.Variable([1.2, -2.3])
unused = tf.Variable(3.0)
target = tf.Variable(4.0)

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.square(w) - tf.stop_gradient(target))
zeros = tf.UnconnectedGradients.ZERO
print(tape.gradient(loss, [w, unused, target], unconnected_gradients=zeros))
