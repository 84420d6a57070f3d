# outcome: flows
import tensorflow as tf


class Temperature:
    def __init__(self, start):
        self._start = start
        self._value = None

    @property
    def value(self):
        if self._value is None:
            self._value = tf.Variable(self._start, name="temperature")
        return self._value

    def scale(self, logits):
        return logits / self.value


scaler = Temperature(1.5)
logits, labels = tf.random.normal((20, 3)), tf.random.uniform((20,), maxval=3, dtype=tf.int32)
for _ in range(3):
    with tf.GradientTape() as tape:
        nll = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels, scaler.scale(logits))
        )
    grad = tape.gradient(nll, scaler.value)
    scaler.value.assign_sub(0.1 * grad)
