# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

features = tf.keras.Sequential([layers.Conv2D(4, 3), layers.ReLU(), layers.Conv2D(6, 3)])


def gram(fm):
    fm = tf.reshape(fm, (-1, fm.shape[-1]))
    return tf.matmul(fm, fm, transpose_a=True) / tf.cast(tf.shape(fm)[0], tf.float32)


def clip_0_1(img):
    return tf.clip_by_value(img, clip_value_min=0.0, clip_value_max=1.0)


style = tf.random.uniform((1, 12, 12, 3))
content = tf.random.uniform((1, 12, 12, 3))
target_gram = gram(features(style))
image = tf.Variable(content)
opt = tf.keras.optimizers.Adam(0.02, beta_1=0.99, epsilon=1e-1)


@tf.function
def train_step(image):
    with tf.GradientTape() as tape:
        g = gram(features(image))
        loss = tf.reduce_sum((g - target_gram) ** 2) + 30 * tf.image.total_variation(image)
    grad = tape.gradient(loss, image)
    opt.apply_gradients([(grad, image)])
    image.assign(clip_0_1(image))
    return loss


for n in range(3):
    train_step(image)
