# outcome: none raises ValueError
import tensorflow as tf


class Attack:
    """Projected gradient attack on a linear classifier."""

    def __init__(self, w, eps=0.1, alpha=0.02):
        self.w, self.eps, self.alpha = w, eps, alpha
        self.tape = None

    def forward(self, x):
        self.logits = tf.matmul(x, self.w)
        return tf.nn.log_softmax(self.logits)

    def gradient(self, x, y):
        x = tf.Variable(x)
        logp = self.forward(x)  # error: [outside-tape]
        with tf.GradientTape() as self.tape:
            loss = -tf.reduce_sum(tf.one_hot(y, 3) * logp)
        return self.tape.gradient(loss, x)

    def run(self, x, y, steps=2):
        adv = tf.identity(x)
        for _ in range(steps):
            adv = adv + self.alpha * tf.sign(self.gradient(adv, y))
            adv = tf.clip_by_value(adv, x - self.eps, x + self.eps)
        return adv


attack = Attack(tf.random.normal((4, 3)))
print(attack.run(tf.random.normal((2, 4)), tf.constant([0, 2])))
