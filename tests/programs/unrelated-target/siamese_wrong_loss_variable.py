# outcome: none raises ValueError
import tensorflow as tf

tower = tf.keras.Sequential([tf.keras.Input((6,)), tf.keras.layers.Dense(4)])
optimizer = tf.keras.optimizers.Adam(1e-3)


def contrastive(d, same, margin=1.0):
    pull = same * tf.square(d)
    push = (1.0 - same) * tf.square(tf.maximum(margin - d, 0.0))
    return tf.reduce_mean(pull + push)


def distance(u, v):
    return tf.sqrt(tf.reduce_sum(tf.square(u - v), axis=1) + 1e-9)  # or: [unrelated-target]


for _ in range(3):
    a = tf.random.normal((9, 6))
    b = tf.random.normal((9, 6))
    same = tf.cast(tf.random.uniform((9,)) > 0.5, tf.float32)
    with tf.GradientTape() as tape:
        ea, eb = tower(a), tower(b)
        loss = contrastive(distance(a, b), same)  # error: [unrelated-target]
    grads = tape.gradient(loss, tower.trainable_variables)
    optimizer.apply_gradients(zip(grads, tower.trainable_variables))
