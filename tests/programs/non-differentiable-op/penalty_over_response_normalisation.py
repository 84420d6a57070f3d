# outcome: flows raises LookupError
import tensorflow as tf
from tensorflow import keras


class Judge(keras.Model):
    def __init__(self):
        super().__init__()
        self.look = keras.layers.Conv2D(4, 3, activation="tanh")
        self.score = keras.layers.Dense(1)

    def call(self, pictures):
        seen = self.look(pictures)
        seen = tf.nn.local_response_normalization(seen, 2)  # error: [non-differentiable-op]
        return self.score(tf.reshape(seen, [tf.shape(seen)[0], -1]))


def lipschitz(judge, pictures):
    with tf.GradientTape() as t:
        t.watch(pictures)
        scores = judge(pictures)
    slopes = t.gradient(scores, pictures)
    lengths = tf.sqrt(tf.reduce_sum(slopes**2, axis=[1, 2, 3]) + 1e-9)
    return tf.reduce_mean((lengths - 1.0) ** 2)


judge = Judge()
pictures = tf.random.stateless_normal([2, 5, 5, 3], [1, 2])
judge(pictures)
with tf.GradientTape() as tape:
    penalty = lipschitz(judge, pictures)
print(tape.gradient(penalty, judge.trainable_variables))
