# outcome: flows raises LookupError
import tensorflow as tf

image = tf.Variable(tf.random.uniform((4, 4, 3)))
scale = tf.Variable(1.0)
with tf.GradientTape() as tape:
    loss = scale * tf.reduce_mean(tf.image.adjust_contrast(image, 2.0))  # error: [non-differentiable-op]
print(tape.gradient(loss, scale))
