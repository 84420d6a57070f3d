# outcome: nan
import tensorflow as tf

encoder = tf.keras.Sequential([tf.keras.layers.Input((5,)), tf.keras.layers.Dense(3)])
batch = tf.random.normal((6, 5), seed=1)


def pairwise(rows):
    gap = rows[:, None, :] - rows[None, :, :]
    return tf.sqrt(tf.reduce_sum(gap**2, axis=-1))  # warning: [endless-slope]


with tf.GradientTape() as tape:
    apart = pairwise(encoder(batch))
    loss = tf.reduce_mean(0.5 * tf.maximum(1.0 - apart, 0.0) ** 2)
print(tape.gradient(loss, encoder.trainable_variables))
