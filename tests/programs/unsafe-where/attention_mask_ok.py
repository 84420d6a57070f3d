# outcome: flows
import tensorflow as tf

q = tf.Variable(tf.random.normal([4, 8]))
mask = tf.constant([[1.0, 1.0, 0.0, 0.0]] * 4)
with tf.GradientTape() as tape:
    scores = q @ tf.transpose(q) / tf.sqrt(8.0)
    scores = tf.where(mask > 0, scores, -1e9)
    p = tf.nn.softmax(scores)
    ent = -tf.reduce_sum(tf.where(p > 1e-9, p * tf.math.log(tf.clip_by_value(p, 1e-9, 1.0)), 0.0))
    loss = tf.reduce_mean(p @ q) + ent
print(tape.gradient(loss, q))
