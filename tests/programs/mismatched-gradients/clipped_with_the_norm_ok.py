# outcome: flows
"""The two results taken apart in all the usual ways."""
import tensorflow as tf

w, b = tf.Variable(tf.ones((3, 2))), tf.Variable(tf.zeros(2))
optimizer = tf.keras.optimizers.SGD(0.1)


def norm_clipped(grads):
    return tf.clip_by_global_norm(grads, 1.0)


def gradients():
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((tf.ones((4, 3)) @ w + b) ** 2)
    return tape.gradient(loss, [w, b])


clipped = tf.clip_by_global_norm(gradients(), 1.0)
optimizer.apply_gradients(zip(clipped[0], [w, b]))
print(clipped[1])

both = norm_clipped(gradients())
grads, norm = both
optimizer.apply_gradients(zip(grads, [w, b]))

optimizer.apply_gradients(zip(tf.clip_by_global_norm(gradients(), 1.0)[0], [w, b]))
(*kept,), _ = norm_clipped(gradients())
optimizer.apply_gradients([(g, v) for g, v in zip(kept, [w, b])])
