# outcome: flows
import tensorflow as tf


class Dynamics(tf.Module):
    def __init__(self, hidden=8):
        super().__init__()
        self.f = tf.keras.Sequential([tf.keras.layers.Dense(hidden, "tanh"), tf.keras.layers.Dense(2)])

    def __call__(self, t, y):
        tt = tf.fill([tf.shape(y)[0], 1], t)
        return self.f(tf.concat([y, tt], 1))


def rk4(f, y, t0, t1, n):
    h = (t1 - t0) / n
    path = [y]
    for k in range(n):
        t = t0 + k * h
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h / 2 * k1)
        k3 = f(t + h / 2, y + h / 2 * k2)
        k4 = f(t + h, y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        path.append(y)
    return tf.stack(path)


def observations(n):
    ts = tf.linspace(0.0, 1.0, n + 1)
    return tf.stack([tf.cos(ts), tf.sin(ts)], -1)[:, None]


dyn = Dynamics()
y0 = tf.Variable([[1.0, 0.0]], name="y0")
obs = observations(5)
opt = tf.keras.optimizers.Adam(5e-3)
for it in range(2):
    with tf.GradientTape() as tape:
        traj = rk4(dyn, y0, 0.0, 1.0, 5)
        fit = tf.reduce_mean(tf.abs(traj - obs))
        late = traj[len(traj) // 2 :]
        loss = fit + 0.1 * tf.math.reduce_variance(late)
    params = [*dyn.trainable_variables, y0]
    grads = tape.gradient(loss, params)
    opt.apply_gradients(zip(grads, params))
    worst = tf.argmax(tf.reduce_sum(tf.abs(traj - obs), [1, 2]))
    print(it, loss.numpy(), "worst step", int(worst))
