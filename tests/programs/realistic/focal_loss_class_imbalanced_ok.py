# outcome: flows
import keras
import numpy as np
from keras import ops


class FocalLoss(keras.losses.Loss):
    def __init__(self, gamma=2.0, alpha=0.25, name="focal"):
        super().__init__(name=name)
        self.gamma, self.alpha = gamma, alpha

    def call(self, y_true, y_pred):
        y_true = ops.cast(y_true, y_pred.dtype)
        p = ops.clip(y_pred, 1e-6, 1.0 - 1e-6)
        pt = y_true * p + (1.0 - y_true) * (1.0 - p)
        weight = y_true * self.alpha + (1.0 - y_true) * (1.0 - self.alpha)
        return ops.mean(-weight * ops.power(1.0 - pt, self.gamma) * ops.log(pt), axis=-1)


class BalancedAccuracy(keras.metrics.Metric):
    def __init__(self, **kw):
        super().__init__(**kw)
        self.hits = self.add_weight(shape=(2,), initializer="zeros", name="hits")
        self.seen = self.add_weight(shape=(2,), initializer="zeros", name="seen")

    def update_state(self, y_true, y_pred, sample_weight=None):
        truth = ops.one_hot(ops.cast(ops.reshape(y_true, (-1,)), "int32"), 2)
        guess = ops.one_hot(ops.cast(ops.reshape(y_pred, (-1,)) > 0.5, "int32"), 2)
        self.hits.assign(self.hits + ops.sum(truth * guess, axis=0))
        self.seen.assign(self.seen + ops.sum(truth, axis=0))

    def result(self):
        return ops.mean(self.hits / (self.seen + 1e-7))


x = np.random.normal(size=(40, 5)).astype("float32")
y = (x[:, 0] > 1.0).astype("float32")[:, None]
model = keras.Sequential(
    [keras.layers.Input((5,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
)
model.compile(optimizer=keras.optimizers.Adam(), loss=FocalLoss(), metrics=[BalancedAccuracy()])
model.fit(x, y, class_weight={0: 1.0, 1: 4.0}, epochs=1, verbose=0)
