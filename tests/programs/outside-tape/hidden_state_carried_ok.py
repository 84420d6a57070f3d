# outcome: flows
import tensorflow as tf

cell = tf.Variable(tf.random.normal((3, 3)) * 0.1)
state = tf.ones((1, 3))

for step in range(3):
    with tf.GradientTape() as tape:
        state = tf.tanh(state @ cell)
        loss = tf.reduce_sum(state**2)
    grad = tape.gradient(loss, cell)
    cell.assign_sub(0.01 * grad)
    print(step, loss.numpy())
