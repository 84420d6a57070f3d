# outcome: raises RuntimeError
import tensorflow as tf


class Balanced:
    def __init__(self):
        self.shared = tf.Variable(tf.random.normal((4, 3)))
        self.a, self.b = tf.Variable(tf.random.normal((3, 1))), tf.Variable(tf.random.normal((3, 1)))

    def losses(self, x):
        h = tf.nn.relu(x @ self.shared)
        return tf.reduce_mean((h @ self.a) ** 2), tf.reduce_mean(tf.abs(h @ self.b))

    def norms(self, x):
        with tf.GradientTape() as tape:
            la, lb = self.losses(x)
        out = []
        for loss in (la, lb):
            out.append(tf.norm(tape.gradient(loss, self.shared)))  # error: [tape-reused]
        return out


print(Balanced().norms(tf.random.normal((5, 4))))
