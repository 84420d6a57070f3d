# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

features = tf.keras.Sequential([layers.Conv2D(4, 3), layers.ReLU(), layers.Conv2D(6, 3)])


def gram(fm):
    fm = tf.reshape(fm, (-1, fm.shape[-1]))
    return tf.matmul(fm, fm, transpose_a=True) / tf.cast(tf.shape(fm)[0], tf.float32)


def displayable(img):
    return tf.clip_by_value(img, 0.0, 1.0)


style = tf.random.uniform((1, 12, 12, 3))
content = tf.random.uniform((1, 12, 12, 3))
target_gram = gram(features(style))
image = tf.Variable(content)
opt = tf.keras.optimizers.Adam(0.02, beta_1=0.95)


@tf.function
def paint(image):
    with tf.GradientTape() as tape:
        g = gram(features(image))
        loss = tf.reduce_sum((g - target_gram) ** 2) + tf.reduce_sum(1e-3 * tf.image.total_variation(image))
    grad = tape.gradient(loss, image)
    opt.apply_gradients([(grad, image)])
    image.assign(displayable(image))
    return loss


for stroke in range(3):
    paint(image)
