# outcome: flows
# used: critic = tf.Variable([0.1, -0.2])
# used: with tf.GradientTape() as tape: loss = CriticLoss().call(critic, True)
# used: print(tape.gradient(loss, critic))
import tensorflow as tf


class CriticLoss(tf.keras.losses.Loss):
    def __init__(self):
        super().__init__()
        self.hinge = tf.keras.losses.Hinge()

    def call(self, scores, is_real):
        label = tf.ones_like(scores) if is_real else -tf.ones_like(scores)
        return self.hinge(label, scores)
