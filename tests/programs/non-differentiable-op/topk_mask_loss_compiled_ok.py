# outcome: flows
import tensorflow as tf
import keras
from keras import ops


def precision_at_k(y_true, y_pred, k=2):
    top = ops.top_k(y_pred, k).indices
    hits = ops.take_along_axis(y_true, top, axis=-1)
    return ops.mean(hits, axis=-1)


def listwise(y_true, y_pred):
    return -ops.sum(y_true * ops.log_softmax(y_pred), axis=-1)


ranker = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(5)])
ranker.compile(optimizer=keras.optimizers.Adam(1e-3), loss=listwise, metrics=[precision_at_k])
features = tf.random.normal((10, 4))
relevance = tf.cast(tf.random.uniform((10, 5)) > 0.6, tf.float32)
ranker.fit(features, relevance, batch_size=5, epochs=1, verbose=0)
with tf.GradientTape() as tape:
    value = ops.mean(listwise(relevance, ranker(features)))
print(len(tape.gradient(value, ranker.trainable_variables)))
