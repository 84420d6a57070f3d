# outcome: flows raises AttributeError
import tensorflow as tf
from tensorflow.keras.optimizers import SGD

w = tf.Variable([1.0, -1.0])
x = tf.constant([0.5, 2.0])


def loss():
    return tf.reduce_sum((w * x - 1.0) ** 2)


opt = SGD(0.1)
for _ in range(10):
    opt.minimize(loss, var_list=[w])  # error: [removed-member]
    print(loss().numpy())
