# outcome: flows
import tensorflow as tf


class MLP(tf.Module):
    def __init__(self, sizes):
        super().__init__()
        self.ws = []
        self.bs = []
        for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
            w = tf.Variable(tf.random.normal([fan_in, fan_out]) * (2.0 / fan_in) ** 0.5)
            b = tf.Variable(tf.zeros([fan_out]))
            self.ws.append(w)
            self.bs.append(b)

    def __call__(self, x):
        for i, (w, b) in enumerate(zip(self.ws, self.bs)):
            x = x @ w + b
            if i < len(self.ws) - 1:
                x = tf.nn.relu(x)
        return x


mlp = MLP([2, 16, 16, 1])
pts = tf.random.uniform([64, 2], -1.0, 1.0)
goal = tf.norm(pts, axis=1, keepdims=True)
for _ in range(5):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.abs(mlp(pts) - goal))
    variables = mlp.ws + mlp.bs
    for v, g in zip(variables, tape.gradient(loss, variables)):
        v.assign_sub(0.01 * g)
