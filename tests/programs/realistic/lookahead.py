# outcome: flows
import contextlib
import tensorflow as tf


class SAM:
    """Sharpness-aware minimisation with a context manager that perturbs the weights."""

    def __init__(self, model, rho=0.05):
        self.model, self.rho = model, rho

    @contextlib.contextmanager
    def perturbed(self, grads):
        scale = self.rho / (tf.linalg.global_norm(grads) + 1e-12)
        eps = [g * scale for g in grads]
        for v, e in zip(self.model.trainable_variables, eps):
            v.assign_add(e)
        try:
            yield
        finally:
            for v, e in zip(self.model.trainable_variables, eps):
                v.assign_sub(e)

    def grad(self, x, y):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.keras.losses.mse(y, self.model(x)))
        return loss, tape.gradient(loss, self.model.trainable_variables)

    def step(self, x, y, opt):
        loss, g = self.grad(x, y)
        with self.perturbed(g):
            _, g2 = self.grad(x, y)
        opt.apply_gradients(zip(g2, self.model.trainable_variables))
        return loss


class SWA:
    def __init__(self):
        self.n, self.avg = 0, None

    def update(self, weights):
        if self.avg is None:
            self.avg = [w.numpy().copy() for w in weights]
        else:
            self.avg = [(a * self.n + w.numpy()) / (self.n + 1) for a, w in zip(self.avg, weights)]
        self.n += 1


model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(6, "relu"), tf.keras.layers.Dense(1)])
sam, swa, opt = SAM(model), SWA(), tf.keras.optimizers.SGD(0.05)
for i in range(3):
    x = tf.random.normal((16, 3))
    print(sam.step(x, x[:, :1], opt).numpy())
    swa.update(model.weights)
for w, a in zip(model.weights, swa.avg):
    w.assign(a)
