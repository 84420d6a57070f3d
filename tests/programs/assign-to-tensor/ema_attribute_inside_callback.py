# outcome: raises AttributeError
# gap: the hooks of a callback that fit() calls are not run
import tensorflow as tf


class WeightAverager(tf.keras.callbacks.Callback):
    def __init__(self, decay=0.9):
        super().__init__()
        self.decay = decay
        self.shadow = None

    def on_train_begin(self, logs=None):
        self.shadow = {v.path: tf.convert_to_tensor(v) for v in self.model.trainable_variables}

    def on_train_batch_end(self, batch, logs=None):
        for v in self.model.trainable_variables:
            old = self.shadow[v.path]
            old.assign(self.decay * old + (1 - self.decay) * v)  # error: [assign-to-tensor]


model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(tf.random.normal((8, 2)), tf.random.normal((8, 1)), batch_size=4, verbose=0, callbacks=[WeightAverager()])
