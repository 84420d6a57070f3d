# outcome: raises ValueError
import tensorflow as tf
from tensorflow.keras import Input, Model, layers


def backbone():
    image = Input((8, 8, 3))
    seen = layers.Conv2D(4, 3, activation="relu")(image)
    return Model(image, layers.GlobalAveragePooling2D()(seen))


class Tuner:
    def __init__(self, classes):
        image = Input((8, 8, 3))
        self.model = Model(image, layers.Dense(classes, activation="softmax")(backbone()(image)))
        self.optimizer = tf.keras.optimizers.Adam(1e-3)
        self.loss = tf.keras.losses.SparseCategoricalCrossentropy()

    def freeze(self):
        for layer in self.model.layers:
            layer.trainable = False

    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.loss(y, self.model(x, training=True))
        grads = tape.gradient(loss, self.model.trainable_variables)  # error: [foreign-sources]
        self.optimizer.apply_gradients(zip(grads, self.model.trainable_variables))
        return loss


tuner = Tuner(3)
tuner.freeze()
tuner.step(tf.random.uniform((4, 8, 8, 3)), tf.constant([0, 1, 2, 0]))
