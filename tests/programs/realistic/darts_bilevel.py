# outcome: flows
import tensorflow as tf

OPS = {"skip": tf.identity, "tanh": tf.tanh, "zero": tf.zeros_like, "square": lambda z: 0.1 * z**2}


class MixedOp(tf.Module):
    def __init__(self):
        super().__init__()
        self.alpha = tf.Variable(1e-3 * tf.random.normal([len(OPS)]))

    def __call__(self, x):
        w = tf.nn.softmax(self.alpha)
        return sum(w[i] * op(x) for i, op in enumerate(OPS.values()))


class Cell(tf.Module):
    def __init__(self, d):
        super().__init__()
        self.edges = [MixedOp() for _ in range(3)]
        self.w = tf.Variable(tf.random.normal([d, d]) * 0.3)
        self.out = tf.Variable(tf.random.normal([d, 1]) * 0.3)

    def __call__(self, x):
        a = self.edges[0](x @ self.w)
        return (self.edges[1](x) + self.edges[2](a)) @ self.out

    @property
    def arch(self):
        return [e.alpha for e in self.edges]

    @property
    def weights(self):
        return [self.w, self.out]


net = Cell(4)
train, valid = tf.random.normal([16, 4]), tf.random.normal([16, 4])
w_opt, a_opt = tf.keras.optimizers.SGD(0.05, momentum=0.9), tf.keras.optimizers.Adam(3e-4)


def objective(x):
    return tf.reduce_mean((net(x) - tf.reduce_sum(x, 1, keepdims=True)) ** 2)


for step in range(3):
    for data, opt, params in ((valid, a_opt, net.arch), (train, w_opt, net.weights)):
        with tf.GradientTape() as tape:
            loss = objective(data)
        opt.apply_gradients(zip(tape.gradient(loss, params), params))
chosen = [list(OPS)[int(tf.argmax(a))] for a in net.arch]
print(chosen, loss.numpy())
