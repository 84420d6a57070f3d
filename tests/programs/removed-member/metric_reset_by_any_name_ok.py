# outcome: flows
import tensorflow as tf


class Total(tf.keras.metrics.Metric):
    def __init__(self):
        super().__init__(name="total")
        self.total = self.add_weight(name="total", initializer="zeros")

    def update_state(self, value, sample_weight=None):
        self.total.assign_add(value)

    def result(self):
        return self.total

    def reset_states(self):
        self.total.assign(0.0)


w = tf.Variable(2.0)
own, mean = Total(), tf.keras.metrics.Mean()
for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = tf.square(w - 1.0)
    w.assign_sub(0.1 * tape.gradient(loss, w))
    own.update_state(loss)
    mean.update_state(loss)
    own.reset_states()
    if hasattr(mean, "reset_state"):
        mean.reset_state()
    else:
        mean.reset_states()
