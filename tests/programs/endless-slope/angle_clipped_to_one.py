# outcome: nan
import numpy as np
import tensorflow as tf


def angle(one, other):
    one, other = (tf.math.l2_normalize(v, axis=-1) for v in (one, other))
    cosine = tf.reduce_sum(one * other, axis=-1)
    return tf.acos(tf.clip_by_value(cosine, -1.0, 1.0))  # info: [endless-slope]


seen = tf.constant(np.eye(3), tf.float32)
guess = tf.Variable(seen + tf.constant([[0.0, 0.0, 0.0], [0.1, 0.0, 0.2], [0.0, 0.3, 0.0]]))
optimizer = tf.keras.optimizers.SGD(0.1)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(angle(guess, seen))
    optimizer.apply_gradients([(tape.gradient(loss, guess), guess)])
    print(float(loss))
