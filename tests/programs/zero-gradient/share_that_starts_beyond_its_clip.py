# outcome: zero
import keras
import tensorflow as tf


class Fade(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.share = self.add_weight(shape=(), initializer=keras.initializers.Constant(1.5))

    def call(self, one, other):
        share = tf.clip_by_value(self.share, 0.0, 1.0)  # error: [zero-gradient]
        return share * one + (1.0 - share) * other


fade = Fade()
optimizer = keras.optimizers.SGD(0.5)
one, other = tf.fill((4,), 0.9), tf.fill((4,), 0.1)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(fade(one, other) - 0.4))
    weights = fade.trainable_weights
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
print(float(fade.share))
