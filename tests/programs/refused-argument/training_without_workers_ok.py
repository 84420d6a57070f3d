# outcome: flows
import numpy as np
import tensorflow as tf

x, y = np.ones((4, 3), "float32"), np.ones((4, 1), "float32")


class Patient(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.dense = tf.keras.layers.Dense(1)

    def call(self, x):
        return self.dense(x)

    def fit(self, x, y, workers=1, **kwargs):
        return super().fit(x, y, **kwargs)


class Batches(tf.keras.utils.PyDataset):
    def __len__(self):
        return 2

    def __getitem__(self, index):
        return x, y


model = Patient()
model.compile("sgd", "mse", weighted_metrics=[], loss_weights=None, run_eagerly=True)
model.fit(x, y, workers=2, epochs=1, verbose=0)
if not tf.keras.__name__.startswith("keras"):
    model.evaluate(x, y, use_multiprocessing=True)
try:
    model.predict(x, workers=2, verbose=0)
except TypeError:
    model.predict(x, verbose=0)
batches = Batches(workers=1, use_multiprocessing=False, max_queue_size=2)
super(Patient, model).fit(batches, verbose=0)
