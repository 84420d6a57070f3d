# outcome: none
import tensorflow as tf
from tensorflow import keras


class TotalCount(keras.Model):
    def __init__(self):
        super().__init__()
        self.density = keras.layers.Conv2D(1, 3, padding="same")

    def call(self, images):
        density = self.density(images)
        wrong = tf.math.count_nonzero(tf.round(density), dtype=tf.float32)  # warning: [non-differentiable-op]
        self.add_loss(1e-3 * wrong)
        return density


model = TotalCount()
images, truth = tf.random.normal([2, 4, 4, 1]), tf.ones([2, 4, 4, 1])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(model(images) - truth)) + sum(model.losses)
grads = tape.gradient(loss, model.trainable_variables)
keras.optimizers.Adam().apply_gradients(zip(grads, model.trainable_variables))


# used: with tf.GradientTape() as tape:
# used:     model(images)
# used:     penalty = sum(model.losses)
# used: print(tape.gradient(penalty, model.trainable_variables))
