# outcome: none
from dataclasses import dataclass
import tensorflow as tf


@dataclass
class Output:
    logits: tf.Tensor
    loss: tf.Tensor
    confidence: float


class Wrapper:
    def __init__(self, net):
        self.net = net

    def forward(self, x, y) -> Output:
        logits = self.net(x)
        ce = tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits)
        conf = float(tf.reduce_max(tf.nn.softmax(logits)))
        return Output(logits, float(tf.reduce_mean(ce)), conf)  # error: [leaves-tensorflow]


w = Wrapper(tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)]))
x, y = tf.random.normal((6, 4)), tf.random.uniform((6,), 0, 3, tf.int32)
with tf.GradientTape() as tape:
    out = w.forward(x, y)
    total = tf.constant(1.0) * out.loss
grads = tape.gradient(total, w.net.trainable_variables)
print(grads, out.confidence)
