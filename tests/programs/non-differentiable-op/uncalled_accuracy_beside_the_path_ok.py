# outcome: flows
import tensorflow as tf
from tensorflow import keras


class HeadWithReport(keras.layers.Layer):
    """Counts how often it is sure, beside what it computes."""

    def __init__(self, classes, **kwargs):
        super().__init__(**kwargs)
        self.project = keras.layers.Dense(classes)
        self.sure = keras.metrics.Mean(name="sure")

    def build(self, input_shape):
        self.count = self.add_weight(shape=(), initializer="zeros", trainable=False, name="count")

    def call(self, inputs):
        logits = self.project(inputs)
        best = tf.reduce_max(tf.nn.softmax(logits), axis=-1)
        hits = tf.reduce_sum(tf.cast(best > 0.9, tf.float32))
        self.count.assign_add(hits)
        self.sure.update_state(tf.round(best))
        tf.print("sure", tf.reduce_mean(tf.round(best)))
        return logits


class Accuracy(keras.metrics.Metric):
    def __init__(self, name="accuracy"):
        super().__init__(name=name)
        self.right = self.add_weight(name="right", initializer="zeros")
        self.all = self.add_weight(name="all", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        guess = tf.argmax(y_pred, axis=-1)
        self.right.assign_add(tf.reduce_sum(tf.cast(guess == tf.argmax(y_true, axis=-1), tf.float32)))
        self.all.assign_add(tf.cast(tf.shape(y_true)[0], tf.float32))

    def result(self):
        return self.right / self.all


# used: head = HeadWithReport(3)
# used: with tf.GradientTape() as tape:
# used:     loss = tf.reduce_sum(head(tf.random.normal([4, 3])) ** 2)
# used: print(tape.gradient(loss, head.trainable_variables))
