# outcome: nan
"""The shares come out of a layer's own activation, and the inputs are far too large."""
import tensorflow as tf

judge = tf.keras.layers.Dense(1, activation="sigmoid", kernel_initializer="ones")
real, fake = tf.fill((4, 2), 300.0), tf.fill((4, 2), 200.0)

with tf.GradientTape() as tape:
    seen, made = judge(real), judge(fake)
    good = tf.math.log(seen)  # info: [rounded-log]
    bad = tf.math.log(1.0 - made)  # info: [rounded-log]
    loss = -tf.reduce_mean(good + bad)
print(tape.gradient(loss, judge.trainable_variables))
