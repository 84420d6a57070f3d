# outcome: raises TypeError
import numpy as np
import tensorflow as tf

x, y = np.ones((4, 3), "float32"), np.ones((4, 1), "float32")
model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])


def compiled():
    model.compile("sgd", "mse", sample_weight_mode="temporal")  # error: [refused-argument]


def evaluated():
    model.evaluate(x, y, workers=2)  # error: [refused-argument]


def predicted():
    return model.predict(x, max_queue_size=4)  # error: [refused-argument]


def one_batch():
    model.train_on_batch(x, y, reset_metrics=False)  # error: [refused-argument]


def oldest():
    model.fit(x, y, nb_epoch=3)  # error: [refused-argument]


def refused(use):
    try:
        use()
    except (TypeError, ValueError):
        return
    raise SystemExit("it was taken")


refused(compiled)
model.compile("sgd", "mse")
refused(evaluated)
refused(predicted)
refused(one_batch)
refused(oldest)
model.fit(x, y, use_multiprocessing=True, verbose=0)  # error: [refused-argument]
