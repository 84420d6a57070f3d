# outcome: nan
import tensorflow as tf

points = tf.Variable(tf.random.normal([4, 2], seed=1))

with tf.GradientTape() as tape:
    apart = tf.norm(points[:, None] - points[None, :], axis=-1)  # warning: [endless-slope]
    loss = -tf.reduce_mean(tf.reduce_min(apart[..., None], axis=1))
print(tape.gradient(loss, points))
