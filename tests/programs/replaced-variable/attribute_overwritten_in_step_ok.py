# outcome: flows
import numpy as np
import tensorflow as tf


class LogisticRegression(tf.Module):
    def __init__(self, n_features, learning_rate=0.5):
        super().__init__()
        self.weights = tf.Variable(np.zeros((n_features, 1), dtype=np.float32))
        self.best = self.weights.numpy()
        self.learning_rate = learning_rate

    def predict_proba(self, X):
        return tf.sigmoid(tf.matmul(X, self.weights))

    def loss(self, X, y):
        p = self.predict_proba(X)
        return -tf.reduce_mean(y * tf.math.log(p + 1e-7) + (1 - y) * tf.math.log(1 - p + 1e-7))

    def fit_step(self, X, y):
        with tf.GradientTape() as tape:
            loss = self.loss(X, y)
        grad = tape.gradient(loss, self.weights)
        self.weights.assign_sub(self.learning_rate * grad)
        self.best = self.weights - self.learning_rate * grad
        return loss


rng = np.random.default_rng(0)
X = rng.normal(size=(60, 3)).astype(np.float32)
y = (X[:, :1] > 0).astype(np.float32)
clf = LogisticRegression(3)
for _ in range(3):
    print(clf.fit_step(X, y).numpy())
