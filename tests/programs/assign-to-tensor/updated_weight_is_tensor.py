# outcome: raises AttributeError
import tensorflow as tf


class Perceptron:
    def __init__(self, dim):
        self.w = tf.random.normal([dim, 1])
        self.b = tf.Variable(0.0)

    def margin(self, x):
        return x @ self.w + self.b

    def fit(self, x, y, lr=0.1, steps=3):
        for _ in range(steps):
            with tf.GradientTape() as tape:
                tape.watch(self.w)
                loss = tf.reduce_mean(tf.nn.relu(1.0 - y * self.margin(x)))
            dw, db = tape.gradient(loss, [self.w, self.b])
            self.w.assign_sub(lr * dw)  # error: [assign-to-tensor]
            self.b.assign_sub(lr * db)


x = tf.random.normal([20, 3])
y = tf.sign(x[:, :1])
p = Perceptron(3)
p.fit(x, y)
