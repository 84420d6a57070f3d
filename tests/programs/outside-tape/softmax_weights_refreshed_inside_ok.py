# outcome: flows
import tensorflow as tf


class Ensemble:
    def __init__(self, members):
        self.logits = tf.Variable(tf.zeros(members))
        self.refresh()

    def refresh(self):
        self.weights = tf.nn.softmax(self.logits)

    def combine(self, predictions):
        return tf.linalg.matvec(predictions, self.weights)


ensemble = Ensemble(3)
predictions = tf.random.normal((7, 3))
truth = tf.zeros(7)
for _ in range(2):
    with tf.GradientTape() as tape:
        ensemble.refresh()
        loss = tf.reduce_mean((ensemble.combine(predictions) - truth) ** 2)
    grad = tape.gradient(loss, ensemble.logits)
    ensemble.logits.assign_sub(0.1 * grad)
    print(loss.numpy(), ensemble.weights.numpy())
