# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers as L


def make_dataset(n=8, size=8):
    images = tf.random.uniform((n, size, size, 1))
    masks = tf.cast(images > 0.5, tf.float32)
    data = tf.data.Dataset.from_tensor_slices((images, masks))
    return data.map(lambda i, m: (tf.round(i * 255.0) / 255.0, m)).shuffle(n).batch(4).prefetch(1)


def make_net():
    x = inputs = keras.Input((8, 8, 1))
    for filters in (4, 4):
        x = L.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return keras.Model(inputs, L.Conv2D(1, 1, activation="sigmoid")(x))


def iou(truth, predicted, threshold=None):
    if threshold is not None:
        predicted = tf.where(predicted > threshold, 1.0, 0.0)
    both = tf.reduce_sum(truth * predicted, axis=[1, 2, 3])
    either = tf.reduce_sum(truth + predicted, axis=[1, 2, 3]) - both
    return tf.reduce_mean((both + 1.0) / (either + 1.0))


class SegmentationTrainer:
    def __init__(self):
        self.net = make_net()
        self.optimizer = keras.optimizers.Adam(1e-3)

    def run(self, dataset, epochs=1):
        for _ in range(epochs):
            for images, masks in dataset:
                self.step(images, masks)
                print("hard iou", iou(masks, self.net(images), threshold=0.5).numpy())

    def step(self, images, masks):
        with tf.GradientTape() as tape:
            predicted = self.net(images, training=True)
            loss = 1.0 - iou(masks, predicted)
        grads = tape.gradient(loss, self.net.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.net.trainable_variables))


SegmentationTrainer().run(make_dataset())
