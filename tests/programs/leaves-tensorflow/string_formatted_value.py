# outcome: none
import tensorflow as tf

threshold = tf.Variable(0.25)


class Report:
    def __init__(self, digits=3):
        self.digits = digits

    def rounded(self, t):
        return float(f"{t.numpy():.{self.digits}f}")  # error: [leaves-tensorflow]


r = Report()
scores = tf.constant([0.1, 0.4, 0.8])
with tf.GradientTape() as tape:
    margin = tf.nn.relu(scores - r.rounded(threshold))
    loss = tf.reduce_sum(margin)
print(tape.gradient(loss, threshold))
