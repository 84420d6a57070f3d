# outcome: flows
import tensorflow as tf
from tensorflow import keras


def overlap(y_true, y_pred):
    both = tf.reduce_sum(y_pred * y_true)
    return 1.0 - 2.0 * both / (tf.reduce_sum(y_pred) + tf.reduce_sum(y_true) + 1e-6)


def hard_overlap(y_true, y_pred):
    return 1.0 - overlap(y_true, tf.cast(y_pred > 0.5, tf.float32))


def own_output(y_true, y_pred):
    return y_pred


def prepare(model, rate=1e-3):
    """Whoever calls this brings the model."""
    losses = {"mask": overlap, "loss": own_output}
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=losses, metrics=[hard_overlap])
    return model


def prepare_one(model):
    model.compile(optimizer="sgd", loss=overlap, metrics=[hard_overlap])


# used: x = tf.Variable(tf.random.uniform([4, 3]))
# used: with tf.GradientTape() as tape:
# used:     loss = overlap(tf.ones([4, 3]), x)
# used: print(tape.gradient(loss, [x]))
