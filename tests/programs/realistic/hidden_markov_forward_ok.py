# outcome: flows
import numpy as np
import tensorflow as tf


class HMM(tf.Module):
    def __init__(self, states, symbols):
        super().__init__(name="hmm")
        self.pi = tf.Variable(tf.zeros(states), name="pi")
        self.A = tf.Variable(tf.random.normal((states, states), seed=1), name="A")
        self.B = tf.Variable(tf.random.normal((states, symbols), seed=2), name="B")

    def log_likelihood(self, observations):
        log_A = tf.nn.log_softmax(self.A, axis=1)
        log_B = tf.nn.log_softmax(self.B, axis=1)
        alpha = tf.nn.log_softmax(self.pi) + log_B[:, observations[0]]
        for o in observations[1:]:
            alpha = tf.reduce_logsumexp(alpha[:, None] + log_A, axis=0) + log_B[:, o]
        return tf.reduce_logsumexp(alpha)

    def viterbi(self, observations):
        log_A = tf.nn.log_softmax(self.A, axis=1).numpy()
        log_B = tf.nn.log_softmax(self.B, axis=1).numpy()
        score, back = log_B[:, observations[0]], []
        for o in observations[1:]:
            total = score[:, None] + log_A
            back.append(total.argmax(axis=0))
            score = total.max(axis=0) + log_B[:, o]
        path = [int(score.argmax())]
        for pointers in reversed(back):
            path.append(int(pointers[path[-1]]))
        return path[::-1]


hmm = HMM(3, 4)
sequences = [np.random.default_rng(i).integers(0, 4, size=7) for i in range(3)]
opt = tf.keras.optimizers.Adam(0.1)
for epoch in range(2):
    with tf.GradientTape() as tape:
        nll = -tf.add_n([hmm.log_likelihood(s) for s in sequences])
    opt.apply_gradients(zip(tape.gradient(nll, hmm.trainable_variables), hmm.trainable_variables))
    print(nll.numpy(), hmm.viterbi(sequences[0]))
