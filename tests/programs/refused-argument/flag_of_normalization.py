# outcome: raises ValueError
import tensorflow as tf

norm = tf.keras.layers.BatchNormalization()
dense = tf.keras.layers.Dense(1)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(dense(norm(tf.ones([4, 2]), True)))  # error: [refused-argument]
grads = tape.gradient(loss, dense.trainable_variables)
