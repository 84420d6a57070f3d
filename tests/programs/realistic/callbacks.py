# outcome: flows
import collections
import keras
import numpy as np
import tensorflow as tf


class GradNorms(keras.callbacks.Callback):
    def __init__(self, x, y):
        super().__init__()
        self.x, self.y, self.log = x, y, collections.defaultdict(list)

    def on_epoch_end(self, epoch, logs=None):
        with tf.GradientTape() as tape:
            pred = self.model(self.x, training=False)
            loss = tf.reduce_mean(keras.losses.mean_squared_error(self.y, pred))
        grads = tape.gradient(loss, self.model.trainable_variables)
        for v, g in zip(self.model.trainable_variables, grads):
            self.log[v.path].append(float(tf.norm(g).numpy()))


class Warmup(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, base, warm):
        self.base, self.warm = base, warm

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        cycle = tf.floor(step / (2.0 * self.warm))
        return self.base * tf.minimum(1.0, (step + 1) / self.warm) * 0.5**cycle

    def get_config(self):
        return {"base": self.base, "warm": self.warm}


@keras.saving.register_keras_serializable("demo")
class FourierFeatures(keras.layers.Layer):
    def __init__(self, n=4, **kw):
        super().__init__(**kw)
        self.n = n

    def build(self, shape):
        self.freq = self.add_weight(shape=(shape[-1], self.n), initializer="random_normal", trainable=False)

    def call(self, x):
        p = x @ self.freq
        return tf.concat([tf.sin(p), tf.cos(p)], -1)


inp = keras.Input((2,))
out = keras.layers.Dense(1)(keras.layers.Dense(8, activation="relu")(FourierFeatures()(inp)))
model = keras.Model(inp, out)
x = np.random.rand(32, 2).astype("float32")
y = np.sin(x.sum(1, keepdims=True))
cb = GradNorms(x, y)
model.compile(optimizer=keras.optimizers.Adam(Warmup(1e-3, 10)), loss="mse")
model.fit(x, y, epochs=2, verbose=0, callbacks=[cb])
print({k: np.argmax(v) for k, v in cb.log.items()})
