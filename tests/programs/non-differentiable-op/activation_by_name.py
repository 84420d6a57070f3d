# outcome: part
import tensorflow as tf

ACTIVATIONS = {
    "relu": tf.nn.relu,
    "soft": lambda v: v / (1.0 + tf.abs(v)),
    "step": lambda v: tf.cast(v > 0.0, tf.float32),  # warning: [non-differentiable-op]
}


class MLP:
    def __init__(self, sizes, activation="relu"):
        self.activation = ACTIVATIONS[activation]
        self.layers = []
        for n_in, n_out in zip(sizes, sizes[1:]):
            w = tf.Variable(tf.random.normal((n_in, n_out), stddev=0.3))
            b = tf.Variable(tf.zeros(n_out))
            self.layers.append((w, b))

    @property
    def parameters(self):
        return [p for layer in self.layers for p in layer]

    def __call__(self, x):
        for w, b in self.layers[:-1]:
            x = self.activation(x @ w + b)
        w, b = self.layers[-1]
        return x @ w + b


net = MLP([3, 6, 1], activation="step")
x = tf.random.normal((5, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((net(x) - 1.0) ** 2)
print([g is None for g in tape.gradient(loss, net.parameters)])
