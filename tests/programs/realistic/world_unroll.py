# outcome: flows
import tensorflow as tf
import numpy as np


class TBPTT:
    """Truncated backprop: the state is detached between windows, deliberately."""

    def __init__(self, units=5):
        self.cell = tf.keras.layers.SimpleRNNCell(units)
        self.head = tf.keras.layers.Dense(1)
        self.cell.build((None, 1))
        self.head.build((None, units))
        self.units = units
        self.opt = tf.keras.optimizers.Adam(1e-2)

    @property
    def weights(self):
        return self.cell.trainable_variables + self.head.trainable_variables

    def window(self, xs, ys, state):
        loss = 0.0
        for t in range(xs.shape[1]):
            h, (state,) = self.cell(xs[:, t], [state])
            loss += tf.reduce_mean((self.head(h) - ys[:, t]) ** 2)
        return loss / xs.shape[1], state

    def train(self, series, k=4):
        state = tf.zeros((series.shape[0], self.units))
        for start in range(0, (series.shape[1] - 1) // k * k, k):
            xs = tf.constant(series[:, start : start + k, None])
            ys = tf.constant(series[:, start + 1 : start + k + 1, None])
            state = tf.convert_to_tensor(state.numpy())
            with tf.GradientTape() as tape:
                loss, state = self.window(xs, ys, state)
            grads = tape.gradient(loss, self.weights)
            self.opt.apply_gradients(zip(grads, self.weights))
            yield start // k, float(loss)


series = np.sin(np.arange(13) * 0.3)[None].repeat(2, 0).astype(np.float32)
for i, loss in TBPTT().train(series):
    print(i, loss)
