# outcome: none raises ValueError
import numpy as np
import tensorflow as tf


class HMM(tf.Module):
    def __init__(self, states, symbols):
        super().__init__(name="hmm")
        self.A = tf.Variable(tf.random.normal((states, states), seed=1), name="A")
        self.B = tf.Variable(tf.random.normal((states, symbols), seed=2), name="B")

    def tables(self):
        return [tf.nn.log_softmax(t, axis=1).numpy() for t in (self.A, self.B)]  # error: [leaves-tensorflow]

    def best_score(self, observations):
        log_A, log_B = self.tables()
        score = log_B[:, observations[0]]
        for o in observations[1:]:
            score = (score[:, None] + log_A).max(axis=0) + log_B[:, o]
        return tf.reduce_max(tf.constant(score))


hmm = HMM(3, 4)
sequence = np.random.default_rng(0).integers(0, 4, size=7)
opt = tf.keras.optimizers.Adam(0.1)
with tf.GradientTape() as tape:
    loss = -hmm.best_score(sequence)
opt.apply_gradients(zip(tape.gradient(loss, hmm.trainable_variables), hmm.trainable_variables))
