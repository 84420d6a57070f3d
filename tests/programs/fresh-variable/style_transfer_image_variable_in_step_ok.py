# outcome: flows
import tensorflow as tf

features = tf.keras.Sequential([
    tf.keras.Input((16, 16, 3)),
    tf.keras.layers.Conv2D(6, 3, padding="same", activation="relu"),
    tf.keras.layers.Conv2D(6, 3, padding="same"),
])
features.trainable = False


def gram(x):
    flat = tf.reshape(x, (-1, x.shape[-1]))
    return tf.matmul(flat, flat, transpose_a=True) / tf.cast(tf.shape(flat)[0], tf.float32)


content = tf.random.uniform((1, 16, 16, 3))
style_gram = gram(features(tf.random.uniform((1, 16, 16, 3))))


def stylize(start, n_steps):
    image = tf.Variable(start)
    opt = tf.keras.optimizers.Adam(0.02)
    for _ in range(n_steps):
        with tf.GradientTape() as tape:
            style_loss = tf.reduce_sum(tf.square(gram(features(image)) - style_gram))
        grad = tape.gradient(style_loss, image)
        opt.apply_gradients([(grad, image)])
        image.assign(tf.clip_by_value(image, 0.0, 1.0))
    return image, style_loss


for scale in (0.5, 1.0):
    result, final = stylize(content * scale, 4)
    print(scale, float(final))
