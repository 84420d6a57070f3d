# outcome: flows
import tensorflow as tf


class MaskedDense(tf.keras.layers.Layer):
    def __init__(self, units, activation=None, **kw):
        super().__init__(**kw)
        self.units, self.act = units, tf.keras.activations.get(activation)

    def build(self, input_shape):
        shape = (int(input_shape[-1]), self.units)
        self.kernel = self.add_weight(shape=shape, initializer="he_normal", name="kernel")
        self.mask = self.add_weight(shape=shape, initializer="ones", trainable=False, name="mask")
        self.bias = self.add_weight(shape=(self.units,), initializer="zeros", name="bias")

    def call(self, x):
        return self.act(x @ (self.kernel * self.mask) + self.bias)

    def prune(self, fraction):
        flat = tf.sort(tf.reshape(tf.abs(self.kernel), [-1]))
        k = int(fraction * flat.shape[0])
        self.mask.assign(tf.cast(tf.abs(self.kernel) >= flat[k], tf.float32))


class QAT(tf.keras.layers.Layer):
    def __init__(self, bits=4):
        super().__init__()
        self.levels = 2**bits - 1

    def call(self, x):
        return tf.quantization.fake_quant_with_min_max_args(x, min=0.0, max=4.0, num_bits=4)


net = tf.keras.Sequential([MaskedDense(12, "relu"), QAT(), MaskedDense(1)])
x = tf.random.normal((32, 5))
y = tf.reduce_sum(x[:, :2], axis=1, keepdims=True)
net(x)
opt = tf.keras.optimizers.Nadam(1e-2)
for epoch, frac in enumerate([0.0, 0.3, 0.5]):
    for layer in net.layers:
        if isinstance(layer, MaskedDense) and frac:
            layer.prune(frac)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(net(x) - y))
    weights = net.trainable_variables
    grads = tape.gradient(loss, weights)
    opt.apply_gradients(zip(grads, weights))
    kept = sum(float(tf.reduce_sum(l.mask)) for l in net.layers if hasattr(l, "mask"))
    print(epoch, loss.numpy(), kept)
