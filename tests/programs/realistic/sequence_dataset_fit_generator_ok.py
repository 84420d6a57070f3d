# outcome: flows
import math

import keras
import numpy as np


class Windows(keras.utils.PyDataset):
    def __init__(self, series, width, batch_size, **kwargs):
        super().__init__(**kwargs)
        self.series, self.width, self.batch_size = series, width, batch_size

    def __len__(self):
        return math.ceil((len(self.series) - self.width) / self.batch_size)

    def __getitem__(self, idx):
        start = idx * self.batch_size
        stop = min(start + self.batch_size, len(self.series) - self.width)
        x = np.stack([self.series[i : i + self.width] for i in range(start, stop)])
        y = self.series[start + self.width : stop + self.width]
        return x[..., None].astype("float32"), y.astype("float32")


def quantile_loss(q):
    def loss(y_true, y_pred):
        err = keras.ops.expand_dims(y_true, -1) - y_pred
        return keras.ops.mean(keras.ops.maximum(q * err, (q - 1.0) * err), axis=-1)

    return loss


series = np.sin(np.arange(80) / 5.0) + 0.1 * np.random.randn(80)
inputs = keras.Input((12, 1))
x = keras.layers.Conv1D(4, 3, padding="causal", activation="relu")(inputs)
x = keras.layers.GlobalAveragePooling1D()(x)
outputs = keras.layers.Dense(1)(x)
for q in (0.1, 0.9):
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(1e-2), loss=quantile_loss(q))
    model.fit(Windows(series, 12, 16), epochs=1, verbose=0)
