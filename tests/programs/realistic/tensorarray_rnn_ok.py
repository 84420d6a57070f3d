# outcome: flows
import tensorflow as tf


class MinimalGRU(tf.Module):
    def __init__(self, n_in, n_hidden, name=None):
        super().__init__(name=name)
        init = tf.keras.initializers.GlorotUniform()
        self.wf = tf.Variable(init((n_in + n_hidden, n_hidden)))
        self.wc = tf.Variable(init((n_in + n_hidden, n_hidden)))
        self.bf = tf.Variable(tf.ones((n_hidden,)))
        self.n_hidden = n_hidden

    def cell(self, x, h):
        f = tf.sigmoid(tf.concat([x, h], 1) @ self.wf + self.bf)
        candidate = tf.tanh(tf.concat([x, f * h], 1) @ self.wc)
        return (1 - f) * h + f * candidate

    @tf.function
    def __call__(self, xs):
        steps = tf.shape(xs)[1]
        outputs = tf.TensorArray(tf.float32, size=steps)
        h = tf.zeros((tf.shape(xs)[0], self.n_hidden))
        for t in tf.range(steps):
            h = self.cell(xs[:, t], h)
            outputs = outputs.write(t, h)
        return tf.transpose(outputs.stack(), (1, 0, 2)), h


gru = MinimalGRU(2, 5)
readout = tf.keras.layers.Dense(1)
xs = tf.random.normal((3, 7, 2))
ys = tf.cumsum(xs[..., :1], axis=1)
opt = tf.keras.optimizers.Adam(0.01)
for _ in range(2):
    with tf.GradientTape() as tape:
        hs, last = gru(xs)
        loss = tf.reduce_mean((readout(hs) - ys) ** 2) + 1e-4 * tf.nn.l2_loss(last)
    variables = list(gru.trainable_variables) + readout.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
