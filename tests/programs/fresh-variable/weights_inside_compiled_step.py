# outcome: raises ValueError
import tensorflow as tf

rows = tf.random.normal((12, 3))


@tf.function
def fitted(target):
    weights = tf.Variable(tf.ones((3, 1)))  # error: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(rows @ weights - target))
    weights.assign_sub(0.05 * tape.gradient(loss, weights))
    return loss


print(fitted(tf.reduce_sum(rows, axis=1, keepdims=True)))
