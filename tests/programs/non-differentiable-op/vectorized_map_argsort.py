# outcome: none
import tensorflow as tf

scores = tf.Variable(tf.random.normal((4, 6)))
gains = tf.constant([1.0, 0.0, 2.0, 0.0, 0.0, 1.0])


def dcg(row):
    order = tf.argsort(row, direction="DESCENDING")  # error: [non-differentiable-op]
    discounts = 1.0 / tf.math.log(2.0 + tf.range(6, dtype=tf.float32))
    return tf.reduce_sum(tf.gather(gains, order) * discounts)


with tf.GradientTape() as tape:
    ndcg = tf.reduce_mean(tf.map_fn(dcg, tf.convert_to_tensor(scores)))
print(tape.gradient(ndcg, scores))
