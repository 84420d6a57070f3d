# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers as L

bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)


def upsample(filters, size, bn=True):
    block = tf.keras.Sequential()
    block.add(L.Conv2DTranspose(filters, size, strides=2, padding="same", use_bias=False))
    if bn:
        block.add(L.BatchNormalization())
    block.add(L.ReLU())
    return block


def generator(side=8, noise=5):
    assert side % 4 == 0
    base = side // 4
    g = tf.keras.Sequential(name="G")
    g.add(L.Input((noise,)))
    g.add(L.Dense(base * base * 4))
    g.add(L.Reshape((base, base, 4)))
    for f in (4, 2):
        g.add(upsample(f, 3))
    g.add(L.Conv2D(1, 3, padding="same", activation="tanh"))
    return g


def discriminator(side=8):
    return tf.keras.Sequential([L.Input((side, side, 1)), L.Conv2D(4, 3, strides=2, padding="same"), L.LeakyReLU(), L.Dropout(0.2), L.Flatten(), L.Dense(1)], name="D")


def d_loss(real, fake):
    return bce(tf.ones_like(real) * 0.9, real) + bce(tf.zeros_like(fake), fake)


def g_loss(fake):
    return bce(tf.ones_like(fake), fake)


G, D = generator(), discriminator()
gopt, dopt = tf.keras.optimizers.Adam(1e-4), tf.keras.optimizers.Adam(1e-4)


@tf.function
def train_step(images):
    noise = tf.random.normal([tf.shape(images)[0], 5])
    with tf.GradientTape() as gt, tf.GradientTape() as dt:
        fake = G(noise, training=True)
        ro, fo = D(images, training=True), D(fake, training=True)
        gl, dl = g_loss(fo), d_loss(ro, fo)
    gg = gt.gradient(gl, G.trainable_variables)
    gd = dt.gradient(dl, D.trainable_variables)
    gopt.apply_gradients(zip(gg, G.trainable_variables))
    dopt.apply_gradients(zip(gd, D.trainable_variables))
    return gl, dl, tf.reduce_mean(tf.cast(ro > 0, tf.float32))


raw = tf.random.uniform((16, 8, 8, 1), 0, 256, dtype=tf.int32)
ds = tf.data.Dataset.from_tensor_slices(raw).map(lambda im: tf.cast(im, tf.float32) / 127.5 - 1.0).batch(8)
for batch in ds:
    print([float(v) for v in train_step(batch)])
