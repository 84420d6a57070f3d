# outcome: flows
import numpy as np
import tensorflow as tf
from tensorflow.keras.callbacks import LambdaCallback
from tensorflow.keras.layers import Dense, Input
from tensorflow.keras.models import Model


def weighted_mae(y_true, y_pred):
    weights = np.linspace(1, 2, 3).astype("float32")
    return tf.reduce_mean(tf.abs(y_true - y_pred) * weights)


def numpy_bias(y_true, y_pred):
    return np.float32(np.mean(y_pred.numpy() - y_true.numpy()))


inp = Input(shape=(5,))
out = Dense(3)(Dense(6, activation="relu")(inp))
model = Model(inputs=inp, outputs=out)
model.compile(optimizer="adam", loss=weighted_mae, metrics=[numpy_bias], run_eagerly=True)
norms = []
watch_norm = LambdaCallback(
    on_epoch_end=lambda epoch, logs: norms.append(np.linalg.norm(model.get_weights()[0]))
)
model.fit(
    np.random.rand(10, 5), np.random.rand(10, 3), epochs=2, verbose=0, callbacks=[watch_norm]
)
print(norms)
