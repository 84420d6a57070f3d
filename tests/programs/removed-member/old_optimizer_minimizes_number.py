# outcome: raises RuntimeError
import tensorflow as tf

slope, offset = tf.Variable([-0.4]), tf.Variable([0.9])
x, y = tf.constant([1.0, 2.0, 3.0]), tf.constant([2.0, 4.0, 6.0])
optimizer = tf.compat.v1.train.MomentumOptimizer(0.01, 0.9)


def train(steps):
    for _ in range(steps):
        loss = tf.reduce_mean(tf.square(slope * x + offset - y))
        optimizer.minimize(loss, var_list=[slope, offset])  # error: [removed-member]


if __name__ == "__main__":
    train(4)
