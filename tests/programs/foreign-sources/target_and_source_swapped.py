# outcome: none
"""The picture stands where the loss belongs."""
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((4, 4, 1)), tf.keras.layers.Conv2D(2, 3)])
wanted = tf.random.uniform((1, 2, 2, 2))
picture = tf.Variable(tf.random.uniform((1, 4, 4, 1)))


def cost():
    return tf.reduce_mean(tf.square(net(picture) - wanted))


with tf.GradientTape() as tape:
    loss = cost()
slope = tape.gradient(picture, loss)  # error: [foreign-sources]
print(slope)
