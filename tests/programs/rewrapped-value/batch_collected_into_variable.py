# outcome: none raises ValueError
import tensorflow as tf

proj = tf.keras.layers.Dense(3)
proj.build((None, 4))
optimizer = tf.keras.optimizers.SGD(0.1)


def kmeans_loss(points, k=2):
    centers = tf.Variable(points[:k])
    d = tf.reduce_sum((points[:k] * 0.0 + centers - 1.0) ** 2, axis=-1)
    return tf.reduce_mean(d)


def separation(points):
    c = tf.Variable(tf.reduce_mean(points, axis=0), trainable=False)  # error: [rewrapped-value]
    return -tf.reduce_sum(c ** 2)


x = tf.random.normal((6, 4))
with tf.GradientTape() as tape:
    z = proj(x)
    loss = separation(z)
grads = tape.gradient(loss, proj.trainable_variables)
optimizer.apply_gradients(zip(grads, proj.trainable_variables))
