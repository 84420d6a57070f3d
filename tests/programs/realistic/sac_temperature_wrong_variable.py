# outcome: none raises ValueError
"""SAC's temperature: the loss uses alpha, which was computed once from log_alpha."""
import tensorflow as tf


class Temperature:
    def __init__(self, n_actions, init=0.2):
        self.target_entropy = -float(n_actions)
        self.log_alpha = tf.Variable(tf.math.log(init))
        self.alpha = tf.exp(self.log_alpha)  # error: [outside-tape]
        self.opt = tf.keras.optimizers.Adam(3e-4)

    def update(self, log_pi):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.alpha * tf.stop_gradient(log_pi + self.target_entropy))
        grad = tape.gradient(loss, [self.log_alpha])
        self.opt.apply_gradients(zip(grad, [self.log_alpha]))
        self.alpha = tf.exp(self.log_alpha)
        return self.alpha


temp = Temperature(2)
print(temp.update(tf.constant([-1.0, -0.3])))
