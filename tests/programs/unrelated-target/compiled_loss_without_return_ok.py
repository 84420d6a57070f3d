# outcome: flows
"""Beside the loss, a metric and a callback that give nothing back."""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])


def tell(epoch, logs):
    print(epoch, sorted(logs))


class Pinball(tf.keras.losses.Loss):
    def call(self, y_true, y_pred):
        error = y_true - y_pred
        return tf.reduce_mean(tf.maximum(0.9 * error, -0.1 * error))


def pinball(y_true, y_pred):
    return Pinball()(y_true, y_pred)


model.compile("sgd", loss=pinball)
told = tf.keras.callbacks.LambdaCallback(on_epoch_end=tell)
model.fit(tf.ones((4, 3)), tf.zeros((4, 1)), epochs=1, verbose=0, callbacks=[told])
