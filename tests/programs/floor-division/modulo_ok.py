# outcome: flows
import tensorflow as tf

angle = tf.Variable(7.5)
two_pi = 6.2831855

with tf.GradientTape() as tape:
    wrapped = angle % two_pi
    turns = tf.stop_gradient(angle // two_pi)
    loss = wrapped**2 + 0.1 * turns

print("slope", tape.gradient(loss, angle).numpy())
