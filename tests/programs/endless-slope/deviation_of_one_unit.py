# outcome: nan
import tensorflow as tf

rater = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(1)])
essays = tf.random.normal((6, 3))

with tf.GradientTape() as tape:
    marks = rater(essays)
    spread = tf.math.reduce_std(marks, axis=-1)  # warning: [endless-slope]
    loss = tf.reduce_mean(marks - 0.1 * spread[:, None])
print(tape.gradient(loss, rater.trainable_variables))
