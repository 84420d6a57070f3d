# outcome: none
import tensorflow as tf

theta = tf.Variable([0.1, -0.2])
data_x = tf.constant([[1.0, 2.0], [2.0, 1.0], [0.0, 3.0]])
data_y = tf.constant([3.0, 3.0, 3.0])


def hypothesis(x):
    return tf.linalg.matvec(x, theta)


def cost_and_grad(prediction, truth):
    with tf.GradientTape() as tape:
        residual = prediction - truth
        cost = tf.reduce_mean(residual**2)
    return cost, tape.gradient(cost, theta)


for _ in range(2):
    h = hypothesis(data_x)  # error: [outside-tape]
    cost, grad = cost_and_grad(h, data_y)
    print(cost.numpy(), grad)
