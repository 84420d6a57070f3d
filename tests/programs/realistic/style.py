# outcome: flows
import numpy as np
import tensorflow as tf


def gram(f):
    g = tf.einsum("bijc,bijd->bcd", f, f)
    shape = tf.shape(f)
    return g / tf.cast(shape[1] * shape[2], tf.float32)


class Extractor:
    def __init__(self, style_layers=("c1", "c2"), content_layers=("c3",)):
        inp = tf.keras.Input((16, 16, 3))
        x, outs = inp, {}
        for i, ch in enumerate((4, 8, 8), 1):
            x = tf.keras.layers.Conv2D(ch, 3, padding="same", activation="relu", name=f"c{i}")(x)
            outs[f"c{i}"] = x
            x = tf.keras.layers.AveragePooling2D(2)(x)
        self.net = tf.keras.Model(inp, outs)
        self.net.trainable = False
        self.style_layers, self.content_layers = style_layers, content_layers

    def __call__(self, img):
        feats = self.net(img * 2.0 - 1.0)
        return {n: gram(feats[n]) for n in self.style_layers}, {n: feats[n] for n in self.content_layers}


def total_loss(style, content, target_s, target_c, sw=1e-2, cw=1.0):
    ls = tf.add_n([tf.reduce_mean((style[k] - target_s[k]) ** 2) for k in style]) / len(style)
    lc = tf.add_n([tf.reduce_mean((content[k] - target_c[k]) ** 2) for k in content]) / len(content)
    return sw * ls + cw * lc


def to_uint8(t):
    arr = np.array(t * 255, dtype=np.uint8)
    return arr[0] if arr.ndim > 3 else arr


ext = Extractor()
content_img, style_img = tf.random.uniform((1, 16, 16, 3)), tf.random.uniform((1, 16, 16, 3))
target_s, _ = ext(style_img)
_, target_c = ext(content_img)
image = tf.Variable(tf.random.uniform((1, 16, 16, 3)))
opt = tf.optimizers.Adam(0.02, beta_1=0.99, epsilon=1e-1)


@tf.function()
def step(image):
    with tf.GradientTape() as tape:
        s, c = ext(image)
        loss = total_loss(s, c, target_s, target_c)
        loss += 1e-3 * tf.reduce_sum(tf.image.total_variation(image))
    grad = tape.gradient(loss, image)
    opt.apply_gradients([(grad, image)])
    image.assign(tf.clip_by_value(image, 0.0, 1.0))
    return loss


for n in range(3):
    print(n, step(image).numpy(), to_uint8(image).mean())
