# outcome: part
from dataclasses import dataclass

import tensorflow as tf


@dataclass(frozen=True)
class Flags:
    detach_value: bool = True
    detach_policy: bool = True
    lr: float = 0.01


FLAGS = Flags()


class TwoHeaded(tf.Module):
    def __init__(self):
        super().__init__()
        self.trunk = tf.Variable(tf.random.normal((4, 6)) * 0.3, name="trunk")
        self.pi = tf.Variable(tf.random.normal((6, 3)) * 0.3, name="pi")
        self.v = tf.Variable(tf.random.normal((6, 1)) * 0.3, name="v")

    @staticmethod
    def maybe_detach(t, flag):
        return tf.stop_gradient(t) if flag else t  # warning: [stop-gradient]

    def __call__(self, s):
        h = tf.nn.tanh(s @ self.trunk)
        logits = self.maybe_detach(h, FLAGS.detach_policy) @ self.pi
        value = self.maybe_detach(h, FLAGS.detach_value) @ self.v
        return logits, value


net = TwoHeaded()
with tf.GradientTape() as tape:
    logits, value = net(tf.random.normal((5, 4)))
    loss = tf.reduce_mean(value ** 2) + tf.reduce_mean(tf.reduce_logsumexp(logits, 1))
for v, g in zip(net.trainable_variables, tape.gradient(loss, net.trainable_variables)):
    if g is not None:
        v.assign_sub(FLAGS.lr * g)
