# outcome: flows
import tensorflow as tf

trunk = tf.Variable([0.4, -0.3])
policy, value = tf.Variable([1.0, 0.5]), tf.Variable([0.2, 0.9])
returns = tf.constant(1.5)


def advantage(returns, estimate):
    return returns - estimate


with tf.GradientTape() as tape:
    estimate = tf.reduce_sum(trunk * value)
    chance = tf.math.log_sigmoid(tf.reduce_sum(trunk * policy))
    gain = tf.stop_gradient(advantage(returns, estimate))
    loss = 0.5 * tf.square(returns - estimate)
    loss = loss + 0.01 * chance - chance * gain
print(tape.gradient(loss, [trunk, policy, value]))
