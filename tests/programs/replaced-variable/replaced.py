# outcome: none
import tensorflow as tf


class LinearRegression:
    def __init__(self, d):
        self.w = tf.Variable(tf.random.normal((d, 1)), name="w")
        self.b = tf.Variable(0.0, name="b")
        self.lr = 0.1

    def loss(self, x, y):
        return tf.reduce_mean((x @ self.w + self.b - y) ** 2)

    def fit(self, x, y, epochs=3):
        for e in range(epochs):
            with tf.GradientTape() as tape:
                loss = self.loss(x, y)
            dw, db = tape.gradient(loss, [self.w, self.b])
            if dw is None:
                print("no gradient at", e)
                return
            self.w = self.w - self.lr * dw  # error: [replaced-variable]
            self.b = self.b - self.lr * db  # or: [replaced-variable]


x = tf.random.normal((10, 2))
LinearRegression(2).fit(x, x @ [[1.0], [2.0]])
