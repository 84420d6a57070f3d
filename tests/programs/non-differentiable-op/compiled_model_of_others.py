# outcome: none
import tensorflow as tf
from tensorflow import keras


def overlap(y_true, y_pred):
    mask = tf.cast(y_pred > 0.5, tf.float32)  # error: [non-differentiable-op]
    both = tf.reduce_sum(mask * y_true)
    return 1.0 - 2.0 * both / (tf.reduce_sum(mask) + tf.reduce_sum(y_true) + 1e-6)


def prepare(model, rate=1e-3):
    """Whoever calls this brings the model."""
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=overlap, metrics=["mae"])
    return model


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = overlap(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
