# outcome: flows
import tensorflow as tf


class MLP(tf.Module):
    def __init__(self, dim, shallow=False):
        super().__init__()
        self.shallow = shallow
        self.w1 = tf.Variable(tf.random.normal([dim, dim]) * 0.2)
        self.w2 = tf.Variable(tf.random.normal([dim, dim]) * 0.2)
        self.out = tf.Variable(tf.random.normal([dim, 1]) * 0.2)

    def parameters(self):
        return [self.w1, self.out] if self.shallow else [self.w1, self.w2, self.out]

    def hidden(self, x):
        h = tf.nn.gelu(x @ self.w1)
        if self.shallow:
            return h
        return tf.nn.gelu(h @ self.w2)

    def __call__(self, x):
        return self.hidden(x) @ self.out


x = tf.random.normal([7, 5])
for shallow in (True, False):
    mlp = MLP(5, shallow)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(mlp(x) ** 2)
    print(len(tape.gradient(loss, mlp.parameters())))
