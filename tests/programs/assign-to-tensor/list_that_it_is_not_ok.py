# outcome: flows
import tensorflow as tf


def pulled_back(func, t, y, weights):
    with tf.GradientTape() as tape:
        tape.watch(y)
        value = tf.convert_to_tensor(func(t, y))
    upstream = -tf.stack([tf.ones_like(value)])
    if type(value) in [list, tuple]:
        for i in range(len(value)):
            upstream[i] = tf.expand_dims(upstream[i], axis=0)
    else:
        upstream = upstream[0]
    return tape.gradient(value, weights, output_gradients=upstream)


w = tf.Variable(2.0)
print(pulled_back(lambda t, y: w * y, 0.0, tf.ones([3]), w))
