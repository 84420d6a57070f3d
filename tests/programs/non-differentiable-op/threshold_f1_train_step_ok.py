# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers


class F1Trainer(tf.keras.Model):
    def __init__(self, threshold=0.5, **kwargs):
        super().__init__(**kwargs)
        self.threshold = threshold
        self.hidden = layers.Dense(8, activation="tanh")
        self.out = layers.Dense(1, activation="sigmoid")

    def call(self, inputs, training=False):
        return self.out(self.hidden(inputs))

    def f1(self, y, p):
        positive = tf.cast(p > self.threshold, tf.float32)
        tp = tf.reduce_sum(positive * y)
        fp = tf.reduce_sum(positive * (1 - y))
        fn = tf.reduce_sum((1 - positive) * y)
        return 2 * tp / (2 * tp + fp + fn + 1e-7)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            p = self(x, training=True)
            loss = tf.reduce_mean(tf.keras.losses.binary_crossentropy(y, p))
        grads = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.trainable_variables))
        return {"loss": loss, "f1": self.f1(y, p)}


x = np.random.randn(32, 6).astype("float32")
y = (x[:, :1] > 0).astype("float32")
trainer = F1Trainer()
trainer.compile(optimizer=tf.keras.optimizers.Adam())
trainer.fit(x, y, batch_size=16, epochs=1, verbose=0)
