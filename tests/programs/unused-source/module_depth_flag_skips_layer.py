# outcome: part
import tensorflow as tf


class MLP(tf.Module):
    def __init__(self, dim, shallow=False):
        super().__init__()
        self.shallow = shallow
        self.w1 = tf.Variable(tf.random.normal([dim, dim]) * 0.2)
        self.w2 = tf.Variable(tf.random.normal([dim, dim]) * 0.2)  # warning: [unused-source]
        self.out = tf.Variable(tf.random.normal([dim, 1]) * 0.2)

    def hidden(self, x):
        h = tf.nn.gelu(x @ self.w1)
        if self.shallow:
            return h
        return tf.nn.gelu(h @ self.w2)

    def __call__(self, x):
        return self.hidden(x) @ self.out


mlp = MLP(5, shallow=True)
x = tf.random.normal([7, 5])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(mlp(x) ** 2)
print(tape.gradient(loss, [mlp.w1, mlp.w2, mlp.out]))
