# outcome: none raises ValueError
import numpy as np
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model


def weighted_mae(y_true, y_pred):
    gap = np.abs(y_true.numpy() - y_pred.numpy())  # error: [leaves-tensorflow]
    return np.float32(np.mean(gap * np.linspace(1, 2, gap.shape[-1])))


inp = Input(shape=(5,))
out = Dense(3)(Dense(6, activation="relu")(inp))
model = Model(inputs=inp, outputs=out)
model.compile(optimizer="adam", loss=weighted_mae, run_eagerly=True)
model.fit(np.random.rand(10, 5), np.random.rand(10, 3), epochs=1, verbose=0)
