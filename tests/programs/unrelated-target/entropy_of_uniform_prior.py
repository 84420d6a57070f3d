# outcome: none
import tensorflow as tf

logits = tf.Variable([0.1, 0.5, -0.2])


class Categorical:
    def __init__(self, logits=None, n=3):
        self.logits = logits if logits is not None else tf.zeros((n,))

    @property
    def probs(self):
        return tf.nn.softmax(self.logits)  # or: [unrelated-target]

    def entropy(self):
        return -tf.reduce_sum(self.probs * tf.math.log(self.probs))


prior = Categorical()
posterior = Categorical(logits)
with tf.GradientTape() as tape:
    bonus = 0.01 * prior.entropy()  # error: [unrelated-target]
grad = tape.gradient(bonus, logits)
print("entropy gradient", grad)
