# outcome: flows
import numpy as np
from tensorflow import keras
from tensorflow.keras import callbacks, layers, optimizers
import tensorflow as tf

rng = np.random.default_rng(0)
x = rng.normal(size=(64, 5)).astype("float32")
y = (x[:, 0] * x[:, 1] > 0).astype("float32")


class F1(keras.metrics.Metric):
    def __init__(self, **kw):
        super().__init__(name="f1", **kw)
        self.tp = self.add_weight(name="tp", initializer="zeros")
        self.positives = self.add_weight(name="pos", initializer="zeros")

    def update_state(self, y_true, y_pred, sample_weight=None):
        hard = tf.round(tf.reshape(y_pred, [-1]))
        y_true = tf.cast(tf.reshape(y_true, [-1]), tf.float32)
        self.tp.assign_add(tf.reduce_sum(hard * y_true))
        self.positives.assign_add(tf.reduce_sum(hard) + tf.reduce_sum(y_true))

    def result(self):
        return 2.0 * self.tp / (self.positives + 1e-7)


class PrintEvery(callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        if epoch // 2 * 2 == epoch:
            pred = self.model.predict(x[:4], verbose=0)
            print(epoch, int(np.argmax(pred)), float(logs["loss"]))


schedule = optimizers.schedules.ExponentialDecay(1e-2, decay_steps=10, decay_rate=0.9)
model = keras.Sequential(
    [
        layers.Input((5,)),
        layers.Dense(8, activation="relu", kernel_regularizer=keras.regularizers.L2(1e-4)),
        layers.BatchNormalization(),
        layers.Dropout(0.2),
        layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer=optimizers.Adam(schedule), loss="binary_crossentropy", metrics=[F1()])
stop = callbacks.EarlyStopping(monitor="loss", patience=1, restore_best_weights=True)
model.fit(x, y, epochs=2, batch_size=16, callbacks=[stop, PrintEvery()], verbose=0)
