# outcome: raises ValueError
"""The loss that a model is compiled with gives nothing back."""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])


def pinball(y_true, y_pred):
    error = y_true - y_pred
    loss = tf.reduce_mean(tf.maximum(0.9 * error, -0.1 * error))  # error: [unrelated-target]


model.compile("sgd", loss=pinball)
model.fit(tf.ones((4, 3)), tf.zeros((4, 1)), epochs=1, verbose=0)  # or: [unrelated-target]
