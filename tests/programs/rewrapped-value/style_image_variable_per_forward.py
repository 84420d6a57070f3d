# outcome: none
import tensorflow as tf
from tensorflow.keras import layers

features = tf.keras.Sequential([layers.Conv2D(4, 3), layers.ReLU(), layers.Conv2D(6, 3)])


def gram(fm):
    fm = tf.reshape(fm, (-1, fm.shape[-1]))
    return tf.matmul(fm, fm, transpose_a=True) / tf.cast(tf.shape(fm)[0], tf.float32)


def displayable(img):
    return tf.Variable(tf.clip_by_value(img, 0.0, 1.0))  # error: [rewrapped-value]


style = tf.random.uniform((1, 12, 12, 3))
target_gram = gram(features(style))
image = tf.Variable(tf.random.uniform((1, 12, 12, 3)))
opt = tf.keras.optimizers.Adam(0.02)
for n in range(2):
    with tf.GradientTape() as tape:
        g = gram(features(displayable(image)))
        loss = tf.reduce_sum((g - target_gram) ** 2)
    grad = tape.gradient(loss, image)
    if grad is not None:
        opt.apply_gradients([(grad, image)])
    print(n, loss.numpy(), grad)
