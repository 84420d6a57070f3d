# outcome: flows
import tensorflow as tf


@tf.custom_gradient
def binarize(x):
    y = tf.where(x > 0, tf.ones_like(x), -tf.ones_like(x))

    def grad(dy):
        return dy * tf.cast(tf.abs(x) <= 1.0, dy.dtype)

    return y, grad


@tf.custom_gradient
def reverse(x):
    return tf.identity(x), lambda dy: -0.1 * dy


class BinaryDense(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units

    def build(self, shape):
        self.kernel = self.add_weight(shape=(int(shape[-1]), self.units), initializer="glorot_uniform", name="kernel")

    def call(self, x):
        return tf.matmul(x, binarize(tf.convert_to_tensor(self.kernel)))


class DANN(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.feat = BinaryDense(6)
        self.cls = tf.keras.layers.Dense(3)
        self.dom = tf.keras.layers.Dense(1)

    def call(self, x):
        f = tf.tanh(self.feat(x))
        return self.cls(f), self.dom(reverse(f))


net, opt = DANN(), tf.keras.optimizers.Adam()
xs, xt = tf.random.normal((8, 4)), tf.random.normal((8, 4)) + 1.0
ys = tf.random.uniform((8,), 0, 3, tf.int32)
for _ in range(2):
    with tf.GradientTape(persistent=True) as tape:
        logits, ds = net(xs)
        _, dt = net(xt)
        cls = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(ys, logits))
        dom = tf.reduce_mean(tf.nn.softplus(-ds)) + tf.reduce_mean(tf.nn.softplus(dt))
        total = cls + dom
    v = net.trainable_variables
    grads = tape.gradient(total, v)
    print(tf.linalg.global_norm(tape.gradient(cls, net.feat.trainable_variables)).numpy())
    del tape
    opt.apply_gradients(zip(grads, v))
    print("acc", tf.reduce_mean(tf.cast(tf.argmax(logits, 1, tf.int32) == ys, tf.float32)).numpy())
