# outcome: flows
import tensorflow as tf


class Net(tf.Module):
    def __init__(self):
        self.w = tf.Variable([1.0, 400.0])

    def softplus(self, x):
        return tf.where(x > 30.0, x, tf.math.log(1.0 + tf.exp(tf.minimum(x, 30.0))))

    def __call__(self):
        return tf.reduce_sum(self.softplus(self.w))


net = Net()
with tf.GradientTape() as tape:
    loss = net()
print(tape.gradient(loss, net.trainable_variables))
