# outcome: flows
import tensorflow as tf


class Momentum:
    def __init__(self, lr=0.05, mu=0.9):
        self.lr, self.mu = lr, mu
        self.velocity = {}

    def update(self, params, grads):
        for name, p in params.items():
            v = self.mu * self.velocity.get(name, 0.0) - self.lr * grads[name]
            self.velocity[name] = v
            p.assign_add(v)
        return {name: float(tf.norm(v)) for name, v in self.velocity.items()}


def model(params, x):
    return tf.nn.tanh(x @ params["w"]) @ params["v"]


params = {
    "w": tf.Variable(tf.random.normal((2, 6)), name="w"),
    "v": tf.Variable(tf.random.normal((6, 1)), name="v"),
}
x = tf.random.normal((12, 2))
y = x[:, :1] - x[:, 1:]
opt = Momentum()
for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(params, x) - y) ** 2)
    grads = tape.gradient(loss, params)
    print(step, opt.update(params, grads))
