# outcome: flows
import keras
import tensorflow as tf


class Contrastive(keras.Model):
    def __init__(self, dim=4, temperature=0.1):
        super().__init__()
        self.encoder = keras.Sequential([keras.layers.Dense(8, "relu"), keras.layers.Dense(dim)])
        self.temperature = temperature
        self.tracker = keras.metrics.Mean(name="align")

    def augment(self, x):
        return x + 0.1 * tf.random.normal(tf.shape(x))

    def call(self, x, training=False):
        if training:
            return self.encoder(self.augment(x)), self.encoder(self.augment(x))
        return self.encoder(x), self.encoder(x)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        a, b = (tf.math.l2_normalize(z, -1) for z in y_pred)
        sim = tf.matmul(a, b, transpose_b=True) / self.temperature
        labels = tf.range(tf.shape(sim)[0])
        one = keras.losses.sparse_categorical_crossentropy(labels, sim, from_logits=True)
        two = keras.losses.sparse_categorical_crossentropy(labels, tf.transpose(sim), from_logits=True)
        self.tracker.update_state(tf.reduce_mean(tf.linalg.diag_part(sim)))
        return tf.reduce_mean(one + two) / 2 + sum(self.losses)

    def compute_metrics(self, x, y, y_pred, sample_weight=None):
        return {"align": self.tracker.result()}

    @property
    def metrics(self):
        return [self.tracker]


model = Contrastive()
model.compile(optimizer=keras.optimizers.SGD(0.01, momentum=0.9, nesterov=True))
print(model.fit(tf.random.normal([32, 6]), epochs=1, batch_size=16, verbose=0).history)
