# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.compat.v2 import keras

scorer = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
opt = keras.optimizers.Adagrad(0.1)
docs = tf.random.normal((4, 6, 5))
relevance = tf.random.uniform((4, 6))


def dcg(scores, relevance):
    order = tf.argsort(scores, direction="DESCENDING")  # error: [non-differentiable-op]
    gains = tf.gather(relevance, order, batch_dims=1)
    discounts = tf.math.log(tf.range(2.0, 8.0)) / tf.math.log(2.0)
    return tf.reduce_mean(tf.reduce_sum(gains / discounts, axis=1))


with tf.GradientTape() as tape:
    scores = tf.squeeze(scorer(docs), -1)
    loss = -dcg(scores, relevance)
grads = tape.gradient(loss, scorer.trainable_variables)
opt.apply_gradients(zip(grads, scorer.trainable_variables))
