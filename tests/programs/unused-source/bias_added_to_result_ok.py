# outcome: flows
import tensorflow as tf

W = tf.Variable(tf.random.normal([3, 2]))
b = tf.Variable(tf.zeros([2]))


def linear(x):
    out = tf.matmul(x, W)
    out = tf.nn.bias_add(out, b)
    tf.debugging.assert_all_finite(out, "overflow")
    return out


x = tf.random.normal([5, 3])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(linear(x) ** 2)
dW, db = tape.gradient(loss, [W, b])
print(dW, db)
