# outcome: flows
import tensorflow as tf

images = tf.random.uniform((4, 4, 3))
w = tf.Variable(2.0)
shown = tf.Variable(tf.random.uniform((4, 4, 3)))
with tf.GradientTape() as tape:
    augmented = tf.image.adjust_contrast(images, 2.0)
    print(tf.image.adjust_contrast(shown, 2.0).shape)
    loss = tf.reduce_sum(augmented * w)
    loss += tf.reduce_sum(tf.stop_gradient(tf.image.adjust_contrast(shown, 2.0)) * w)
print(tape.gradient(loss, w))
