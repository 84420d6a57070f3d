# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers, Model, Input


def posenc(x, n=3):
    out = [x]
    for i in range(n):
        for fn in (tf.sin, tf.cos):
            out.append(fn(2.0**i * x))
    return tf.concat(out, -1)


inp = Input((3 * (1 + 2 * 3),))
h = layers.Dense(16, activation="relu")(inp)
h = layers.Dense(16, activation="relu")(layers.concatenate([h, inp]))
field = Model(inp, layers.Dense(4)(h))


def render(origins, dirs, near=1.0, far=3.0, n=8):
    z = tf.linspace(near, far, n) + tf.random.uniform([n]) * (far - near) / n
    pts = origins[:, None] + dirs[:, None] * z[None, :, None]
    flat = posenc(tf.reshape(pts, [-1, 3]))
    raw = tf.reshape(field(flat), [tf.shape(origins)[0], n, 4])
    sigma, rgb = tf.nn.softplus(raw[..., 3]), tf.sigmoid(raw[..., :3])
    delta = tf.concat([z[1:] - z[:-1], [1e10]], 0)
    alpha = 1.0 - tf.exp(-sigma * delta)
    trans = tf.math.cumprod(1.0 - alpha + 1e-10, axis=-1, exclusive=True)
    weights = alpha * trans
    colour = tf.reduce_sum(weights[..., None] * rgb, -2)
    depth = tf.reduce_sum(weights * z, -1)
    return colour, depth


opt = tf.keras.optimizers.Adam(5e-4)
target = tf.random.uniform([10, 3])
for i in range(2):
    o, d = tf.random.normal([10, 3]), tf.math.l2_normalize(tf.random.normal([10, 3]), -1)
    with tf.GradientTape() as tape:
        colour, _ = render(o, d)
        loss = tf.reduce_mean(tf.square(colour - target))
    g = tape.gradient(loss, field.trainable_variables)
    opt.apply_gradients(zip(g, field.trainable_variables))
    psnr = -10.0 * tf.math.log(loss) / tf.math.log(10.0)
    print(i, psnr.numpy())
