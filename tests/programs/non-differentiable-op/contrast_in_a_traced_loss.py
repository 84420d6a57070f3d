# outcome: flows raises LookupError
import tensorflow as tf

w = tf.Variable(tf.random.uniform((4, 4, 3)))


@tf.function
def loss_fn(image):
    return tf.reduce_sum(tf.image.adjust_contrast(image, 2.0)) + tf.nn.l2_loss(image)  # error: [non-differentiable-op]


with tf.GradientTape() as tape:
    loss = loss_fn(w)
print(tape.gradient(loss, w))
