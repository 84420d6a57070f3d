# outcome: flows
import tensorflow as tf

theta = tf.Variable([0.1, -0.2])
data_x = tf.constant([[1.0, 2.0], [2.0, 1.0], [0.0, 3.0]])
data_y = tf.constant([3.0, 3.0, 3.0])


def hypothesis(x):
    return tf.linalg.matvec(x, theta)


def cost_and_grad(predict, truth):
    with tf.GradientTape() as tape:
        residual = predict() - truth
        cost = tf.reduce_mean(residual**2)
    return cost, tape.gradient(cost, theta)


for _ in range(2):
    h = hypothesis(data_x)
    cost, grad = cost_and_grad(lambda: hypothesis(data_x), data_y)
    theta.assign_sub(0.01 * grad)
    print(h.numpy(), cost.numpy())
