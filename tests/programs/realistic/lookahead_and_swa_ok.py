# outcome: flows
import tensorflow as tf


class Lookahead:
    """Keeps slow weights and pulls the fast ones back every k steps."""

    def __init__(self, optimizer, variables, k=2, alpha=0.5):
        self.optimizer, self.variables, self.k, self.alpha = optimizer, variables, k, alpha
        self.slow = [tf.Variable(v.value, trainable=False) for v in variables]
        self.iterations = 0

    def apply(self, grads):
        self.optimizer.apply_gradients(zip(grads, self.variables))
        self.iterations += 1
        if self.iterations % self.k:
            return
        for slow, fast in zip(self.slow, self.variables):
            slow.assign_add(self.alpha * (fast - slow))
            fast.assign(slow)


model = tf.keras.Sequential(
    [tf.keras.Input((3,)), tf.keras.layers.Dense(4, activation="relu"), tf.keras.layers.Dense(1)]
)
opt = Lookahead(tf.keras.optimizers.Adam(1e-2), model.trainable_variables)
swa = [tf.zeros(v.shape) for v in model.trainable_variables]
x, y = tf.random.normal((16, 3)), tf.random.normal((16, 1))
for step in range(4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    opt.apply(tape.gradient(loss, model.trainable_variables))
    swa = [(a * step + v) / (step + 1) for a, v in zip(swa, model.trainable_variables)]
for v, a in zip(model.trainable_variables, swa):
    v.assign(a)
