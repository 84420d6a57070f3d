# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Judge(keras.Model):
    def __init__(self):
        super().__init__()
        self.look = keras.layers.Conv2D(4, 3, activation="tanh")
        self.score = keras.layers.Dense(1)

    def call(self, pictures, plain=False):
        seen = self.look(pictures)
        if not plain:
            seen = tf.nn.local_response_normalization(seen, 2)
        return self.score(tf.reshape(seen, [tf.shape(seen)[0], -1]))


def lipschitz(judge, pictures):
    with tf.GradientTape() as t:
        t.watch(pictures)
        scores = judge(pictures, plain=True)
    slopes = t.gradient(scores, pictures)
    lengths = tf.sqrt(tf.reduce_sum(slopes**2, axis=[1, 2, 3]) + 1e-9)
    return tf.reduce_mean((lengths - 1.0) ** 2)


judge = Judge()
pictures = tf.random.stateless_normal([2, 5, 5, 3], [1, 2])
judge(pictures)
with tf.GradientTape() as probe:
    probe.watch(pictures)
    total = tf.reduce_sum(judge(pictures))
saliency = probe.gradient(total, pictures)
with tf.GradientTape() as tape:
    shown = tf.image.resize(pictures, [5, 5], method="bilinear")
    loss = lipschitz(judge, pictures) + tf.reduce_mean(judge(shown * saliency) ** 2)
print(tape.gradient(loss, judge.trainable_variables))
