# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class GaussianJitter(layers.Layer):
    def __init__(self, stddev):
        super().__init__()
        self.stddev = stddev

    def call(self, x, training=True):
        if training:
            x = x + tf.random.normal(tf.shape(x), stddev=self.stddev)
        return x


class TwoViews(keras.Model):
    def __init__(self, temperature=0.1):
        super().__init__()
        self.temperature = temperature
        self.augment = GaussianJitter(0.2)
        self.encoder = keras.Sequential([keras.Input((8,)), layers.Dense(16, "relu")])
        self.projection = keras.Sequential([keras.Input((16,)), layers.Dense(4)])
        self.probe = keras.Sequential([keras.Input((16,)), layers.Dense(3)])
        self.accuracy = keras.metrics.SparseCategoricalAccuracy()

    def compile(self, view_opt, probe_opt):
        super().compile()
        self.view_opt = view_opt
        self.probe_opt = probe_opt

    def agreement(self, z1, z2):
        z1, z2 = tf.math.l2_normalize(z1, axis=1), tf.math.l2_normalize(z2, axis=1)
        similarity = tf.matmul(z1, z2, transpose_b=True) / self.temperature
        labels = tf.range(tf.shape(z1)[0])
        ab = keras.losses.sparse_categorical_crossentropy(labels, similarity, from_logits=True)
        ba = keras.losses.sparse_categorical_crossentropy(
            labels, tf.transpose(similarity), from_logits=True
        )
        return tf.reduce_mean(ab + ba) / 2

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            views = [self.projection(self.encoder(self.augment(x))) for _ in range(2)]
            agree = self.agreement(*views)
        weights = self.encoder.trainable_weights + self.projection.trainable_weights
        grads = tape.gradient(agree, weights)
        self.view_opt.apply_gradients(zip(grads, weights))
        features = self.encoder(x, training=False)
        with tf.GradientTape() as tape:
            logits = self.probe(features)
            probe_loss = tf.reduce_mean(
                keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
            )
        grads = tape.gradient(probe_loss, self.probe.trainable_weights)
        self.probe_opt.apply_gradients(zip(grads, self.probe.trainable_weights))
        self.accuracy.update_state(y, logits)
        return {"agree": agree, "probe": probe_loss, "accuracy": self.accuracy.result()}


model = TwoViews()
model.compile(keras.optimizers.Adam(), keras.optimizers.Adam())
labels = tf.random.uniform((24,), maxval=3, dtype=tf.int32)
model.fit(tf.random.normal((24, 8)), labels, batch_size=12, verbose=0)
