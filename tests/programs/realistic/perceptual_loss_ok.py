# outcome: flows
import tensorflow as tf
from tensorflow.keras import Model, Sequential, layers


def feature_network():
    inp = layers.Input((16, 16, 3))
    outputs, x = [], inp
    for filters in (4, 8):
        x = layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
        outputs.append(x)
    net = Model(inp, outputs)
    net.trainable = False
    return net


class PerceptualLoss:
    def __init__(self, network, weights=(1.0, 0.5)):
        self.network, self.weights = network, weights

    def __call__(self, target, produced):
        wanted = [tf.stop_gradient(f) for f in self.network(target)]
        got = self.network(produced)
        terms = [w * tf.reduce_mean((a - b) ** 2) for w, a, b in zip(self.weights, wanted, got)]
        return tf.add_n(terms)


upscaler = Sequential(
    [layers.Input((8, 8, 3)), layers.UpSampling2D(), layers.Conv2D(3, 3, padding="same")]
)
criterion = PerceptualLoss(feature_network())
opt = tf.keras.optimizers.Adam(1e-4)
high = tf.random.uniform((2, 16, 16, 3))
low = tf.image.resize(high, (8, 8))
for _ in range(2):
    with tf.GradientTape() as tape:
        produced = upscaler(low)
        loss = criterion(high, produced) + tf.reduce_mean(tf.abs(high - produced))
    variables = upscaler.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
    shown = tf.cast(tf.clip_by_value(produced, 0, 1) * 255, tf.uint8)
    print(float(tf.reduce_mean(tf.image.psnr(high, produced, 1.0))), shown.dtype)
