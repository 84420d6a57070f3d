# outcome: none
import tensorflow as tf

side = tf.Variable(2.0)
frozen_area = tf.stop_gradient(side**2)  # error: [outside-tape] or: [stop-gradient]

with tf.GradientTape() as tape:
    price = frozen_area + 3

print("d price / d side =", tape.gradient(price, side))
