# outcome: flows
import numpy as np
import tensorflow as tf


class Params:
    """Functional two layer network."""

    def __init__(self, hidden=8):
        init = tf.keras.initializers.GlorotUniform(seed=1)
        self.values = [
            tf.Variable(init((1, hidden)), name="w1"),
            tf.Variable(tf.zeros(hidden), name="b1"),
            tf.Variable(init((hidden, 1)), name="w2"),
            tf.Variable(tf.zeros(1), name="b2"),
        ]


def forward(x, theta):
    w1, b1, w2, b2 = theta
    return tf.tanh(x @ w1 + b1) @ w2 + b2


def mse(x, y, theta):
    return tf.reduce_mean(tf.square(forward(x, theta) - y))


def adapt(x, y, theta, lr=0.05, inner_steps=2):
    fast = [tf.identity(p) for p in theta]
    for _ in range(inner_steps):
        with tf.GradientTape() as tape:
            tape.watch(fast)
            loss = mse(x, y, fast)
        grads = tape.gradient(loss, fast)
        fast = [p - lr * g for p, g in zip(fast, grads)]
    return fast


def tasks(n, shots=5):
    rng = np.random.default_rng(0)
    for _ in range(n):
        amp, phase = rng.uniform(0.1, 5), rng.uniform(0, np.pi)
        xs = rng.uniform(-5, 5, (2 * shots, 1)).astype(np.float32)
        ys = (amp * np.sin(xs + phase)).astype(np.float32)
        yield (xs[:shots], ys[:shots]), (xs[shots:], ys[shots:])


def main():
    model = Params()
    opt = tf.keras.optimizers.Adam(1e-2)
    for epoch in range(2):
        with tf.GradientTape() as outer:
            losses = []
            for (xs, ys), (xq, yq) in tasks(3):
                fast = adapt(xs, ys, model.values)
                losses.append(mse(xq, yq, fast))
            meta = tf.add_n(losses) / len(losses)
        grads = outer.gradient(meta, model.values)
        opt.apply_gradients(zip(grads, model.values))
        worst = int(np.argmax([l.numpy() for l in losses]))
        print(f"epoch {epoch}: meta={meta.numpy():.3f} worst task {worst}")


if __name__ == "__main__":
    main()
