# outcome: flows
import tensorflow as tf

initial = tf.constant([1.0, -1.0])


def make_objective(weights=initial):
    def objective(x):
        return tf.reduce_sum(tf.square(x * weights - 1.0))

    return objective


weights = tf.Variable(initial)
objective = make_objective(weights)
start = make_objective()
x = tf.constant([0.5, 2.0])
for _ in range(3):
    with tf.GradientTape() as tape:
        value = objective(x)
    grad = tape.gradient(value, weights)
    if grad is not None:
        weights.assign_sub(0.1 * grad)
print(weights.numpy(), start(x).numpy())
