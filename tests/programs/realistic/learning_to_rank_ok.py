# outcome: flows
import tensorflow as tf
from tensorflow.compat.v2 import keras

scorer = keras.Sequential([keras.layers.Dense(8, activation="relu"), keras.layers.Dense(1)])
opt = keras.optimizers.Adagrad(0.1)


def listnet(scores, relevance, mask):
    scores = tf.where(mask, scores, -1e9)
    target = tf.nn.softmax(tf.where(mask, relevance, -1e9))
    return -tf.reduce_mean(tf.reduce_sum(target * tf.nn.log_softmax(scores), axis=-1))


def ndcg(scores, relevance, k=3):
    order = tf.argsort(scores, direction="DESCENDING")[:, :k]
    gains = 2.0 ** tf.gather(relevance, order, batch_dims=1) - 1.0
    discounts = tf.math.log(tf.range(2.0, k + 2.0)) / tf.math.log(2.0)
    ideal = 2.0 ** tf.sort(relevance, direction="DESCENDING")[:, :k] - 1.0
    return tf.reduce_mean(tf.reduce_sum(gains / discounts, 1) / tf.reduce_sum(ideal / discounts, 1))


docs = tf.random.normal((4, 6, 5))
relevance = tf.cast(tf.random.uniform((4, 6), 1, 4, dtype=tf.int32), tf.float32)
mask = tf.sequence_mask([6, 5, 4, 6], 6)
for step in range(3):
    with tf.GradientTape() as tape:
        scores = tf.squeeze(scorer(docs), -1)
        loss = listnet(scores, relevance, mask)
        metric = ndcg(scores, relevance)
    grads = tape.gradient(loss, scorer.trainable_variables)
    opt.apply_gradients(zip(grads, scorer.trainable_variables))
    print(step, loss.numpy(), metric.numpy())
