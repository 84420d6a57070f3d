# outcome: flows
import tensorflow as tf

true_A = tf.constant([[-0.1, 2.0], [-2.0, -0.1]])


def odeint(func, y0, ts):
    ys = [y0]
    for t0, t1 in zip(ts[:-1], ts[1:]):
        dt = t1 - t0
        k1 = func(t0, ys[-1])
        k2 = func(t0 + dt / 2, ys[-1] + dt / 2 * k1)
        ys.append(ys[-1] + dt * k2)
    return tf.stack(ys)


class ODEFunc(tf.Module):
    def __init__(self):
        super().__init__()
        self.w1 = tf.Variable(tf.random.normal([2, 16], stddev=0.1))
        self.w2 = tf.Variable(tf.random.normal([16, 2], stddev=0.1))

    @tf.function
    def __call__(self, t, y):
        return tf.tanh((y**3) @ self.w1) @ self.w2


ts = [0.05 * i for i in range(20)]
y0 = tf.constant([[2.0, 0.0]])
truth = odeint(lambda t, y: (y**3) @ true_A, y0, ts)
func = ODEFunc()
opt = tf.keras.optimizers.RMSprop(1e-2)
for it in range(2):
    with tf.GradientTape() as tape:
        pred = odeint(func, y0, ts)
        loss = tf.reduce_mean(tf.abs(pred - truth))
    grads = tape.gradient(loss, func.trainable_variables)
    opt.apply_gradients(zip(grads, func.trainable_variables))
    print(it, loss.numpy())
