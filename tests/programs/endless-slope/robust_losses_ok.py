# outcome: flows
import tensorflow as tf


class Pairwise(tf.keras.layers.Layer):
    def call(self, x):
        d = tf.reduce_sum(tf.square(x[:, None] - x[None]), -1)
        d = tf.sqrt(tf.maximum(d, 1e-12))
        return d - tf.linalg.diag(tf.linalg.diag_part(d))


class Cauchy(tf.keras.losses.Loss):
    def __init__(self, c=1.0):
        super().__init__()
        self.c = c

    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.math.log1p(tf.square((y_pred - y_true) / self.c)), -1)


class Charbonnier(tf.keras.losses.Loss):
    def __init__(self, epsilon=1e-3, **kwargs):
        super().__init__(**kwargs)
        self.epsilon_squared = epsilon**2

    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.sqrt(tf.square(y_true - y_pred) + self.epsilon_squared), -1)


class Wing(tf.keras.losses.Loss):
    def __init__(self, w=10.0, eps=2.0):
        super().__init__()
        self.w, self.eps = w, eps
        self.c = w * (1.0 - tf.math.log(1.0 + w / eps))

    def call(self, y, p):
        x = tf.abs(y - p)
        return tf.reduce_mean(tf.where(x < self.w, self.w * tf.math.log(1.0 + x / self.eps), x - self.c))


class RMSLE(tf.keras.losses.Loss):
    def call(self, y, p):
        p = tf.nn.relu(p)
        return tf.sqrt(tf.reduce_mean(tf.square(tf.math.log1p(p) - tf.math.log1p(y))) + 1e-9)


net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4, "softplus")])
pair = Pairwise()
x, y = tf.random.normal((6, 3)), tf.random.uniform((6, 4))
losses = [Cauchy(), Charbonnier(), Wing(), RMSLE()]
with tf.GradientTape() as tape:
    p = net(x)
    loss = sum(f(y, p) for f in losses) + tf.reduce_mean(pair(p))
print(tape.gradient(loss, net.trainable_variables))
