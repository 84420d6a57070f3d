# outcome: flows
import copy

import numpy as np
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential(
    [keras.Input((1,)), keras.layers.Dense(16, activation="tanh"), keras.layers.Dense(1)]
)
optimizer = keras.optimizers.SGD(0.02)
meta_step = 0.25


class SineTask:
    def __init__(self, rng):
        self.amplitude, self.phase = rng.uniform(0.1, 5), rng.uniform(0, np.pi)
        self.rng = rng

    def batch(self, n=8):
        x = self.rng.uniform(-5, 5, (n, 1)).astype(np.float32)
        return x, (self.amplitude * np.sin(x + self.phase)).astype(np.float32)


rng = np.random.default_rng(0)
for meta_iter in range(2):
    old = copy.deepcopy(model.get_weights())
    task = SineTask(rng)
    for _ in range(3):
        x, y = task.batch()
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(x) - y) ** 2)
        grads = tape.gradient(loss, model.trainable_weights)
        optimizer.apply_gradients(zip(grads, model.trainable_weights))
    new = model.get_weights()
    model.set_weights([o + meta_step * (n - o) for o, n in zip(old, new)])
    print(meta_iter, float(loss))
