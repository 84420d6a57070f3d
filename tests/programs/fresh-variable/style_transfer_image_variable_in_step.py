# outcome: stuck raises ValueError
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
opt = tf.keras.optimizers.SGD(0.02)


def step(start):
    image = tf.Variable(start)  # warning: [fresh-variable]
    with tf.GradientTape() as tape:
        style_loss = tf.reduce_sum(tf.square(gram(features(image)) - style_gram))
    grad = tape.gradient(style_loss, image)
    opt.apply_gradients([(grad, image)])
    return style_loss


for i in range(5):
    print(i, float(step(content)))
