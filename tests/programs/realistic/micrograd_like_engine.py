# outcome: flows
import tensorflow as tf


class Neuron:
    def __init__(self, nin, nonlin=True):
        self.w = [tf.Variable(tf.random.uniform([], -1, 1)) for _ in range(nin)]
        self.b = tf.Variable(0.0)
        self.nonlin = nonlin

    def __call__(self, x):
        act = sum((wi * xi for wi, xi in zip(self.w, x)), self.b)
        return tf.nn.relu(act) if self.nonlin else act

    def parameters(self):
        return self.w + [self.b]


class Layer:
    def __init__(self, nin, nout, **kw):
        self.neurons = [Neuron(nin, **kw) for _ in range(nout)]

    def __call__(self, x):
        out = [n(x) for n in self.neurons]
        return out[0] if len(out) == 1 else out

    def parameters(self):
        return [p for n in self.neurons for p in n.parameters()]


class MLP:
    def __init__(self, nin, nouts):
        sz = [nin] + nouts
        self.layers = [Layer(sz[i], sz[i + 1], nonlin=i != len(nouts) - 1) for i in range(len(nouts))]

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def parameters(self):
        return [p for layer in self.layers for p in layer.parameters()]


mlp = MLP(2, [4, 1])
data = [([1.0, 2.0], 1.0), ([-1.0, 0.5], -1.0), ([0.3, -2.0], -1.0)]
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = sum((mlp(x) - y) ** 2 for x, y in data) / len(data)
    for p, g in zip(mlp.parameters(), tape.gradient(loss, mlp.parameters())):
        p.assign_sub(0.05 * g)
    correct = sum(int((mlp(x).numpy() > 0) == (y > 0)) for x, y in data)
    print(loss.numpy(), correct)
