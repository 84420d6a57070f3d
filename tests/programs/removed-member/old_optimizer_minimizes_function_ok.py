# outcome: flows
import tensorflow as tf

slope, offset = tf.Variable([-0.4]), tf.Variable([0.9])
x, y = tf.constant([1.0, 2.0, 3.0]), tf.constant([2.0, 4.0, 6.0])
optimizer = tf.compat.v1.train.MomentumOptimizer(0.01, 0.9)


def loss():
    return tf.reduce_mean(tf.square(slope * x + offset - y))


@tf.function
def step():
    """In a graph, it takes the loss itself, too."""
    optimizer.minimize(loss(), var_list=[slope, offset])


def train(steps):
    for _ in range(steps):
        optimizer.minimize(loss, var_list=[slope, offset])
        step()


if __name__ == "__main__":
    train(4)
    with tf.GradientTape() as tape:
        last = loss()
    print(tape.gradient(last, [slope, offset]))
