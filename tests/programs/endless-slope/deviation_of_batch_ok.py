# outcome: flows
import tensorflow as tf

rater = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(1, use_bias=False)])
jury = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(4)])
essays = tf.random.normal((6, 3))

with tf.GradientTape() as tape:
    spread = tf.math.reduce_std(rater(essays), axis=0) + tf.math.reduce_std(jury(essays), axis=-1)  # info: [endless-slope]
    loss = tf.reduce_mean(spread)
print(tape.gradient(loss, rater.trainable_variables + jury.trainable_variables))
