# outcome: flows
import tensorflow as tf


class TinyRNN(tf.Module):
    def __init__(self, units, name=None):
        super().__init__(name=name)
        self.units = units
        self.built = False

    @tf.Module.with_name_scope
    def __call__(self, x):
        if not self.built:
            self.wx = tf.Variable(tf.random.normal([x.shape[-1], self.units]) * 0.1, name="wx")
            self.wh = tf.Variable(tf.eye(self.units) * 0.5, name="wh")
            self.b = tf.Variable(tf.zeros([self.units]), name="b")
            self.built = True
        steps = tf.shape(x)[1]
        outs = tf.TensorArray(tf.float32, size=steps)
        h = tf.zeros([tf.shape(x)[0], self.units])
        for t in tf.range(steps):
            h = tf.tanh(x[:, t] @ self.wx + h @ self.wh + self.b)
            outs = outs.write(t, h)
        return tf.transpose(outs.stack(), [1, 0, 2])


rnn = TinyRNN(6)
seq = tf.random.normal([2, 7, 3])
rnn(seq)


@tf.function
def train(x):
    with tf.GradientTape() as tape:
        y = rnn(x)
        loss = tf.reduce_mean(tf.square(y - tf.cumsum(tf.ones_like(y), axis=1)))
    grads = tape.gradient(loss, rnn.trainable_variables)
    for v, g in zip(rnn.trainable_variables, grads):
        v.assign_sub(0.01 * g)
    return loss


for _ in range(3):
    tf.print(train(seq))
