# outcome: flows
import numpy as np
import tensorflow as tf

tf.random.set_seed(1)
model = tf.keras.Sequential(
    [tf.keras.layers.InputLayer(shape=(2,))]
    + [tf.keras.layers.Dense(12, activation="tanh") for _ in range(2)]
    + [tf.keras.layers.Dense(1)]
)
alpha = tf.Variable(0.1, name="diffusivity")


def residual(t, x):
    with tf.GradientTape() as t2:
        t2.watch(x)
        with tf.GradientTape(persistent=True) as t1:
            t1.watch([t, x])
            u = model(tf.concat([t, x], axis=1))
        u_x = t1.gradient(u, x)
        u_t = t1.gradient(u, t)
    u_xx = t2.gradient(u_x, x)
    del t1
    return u_t - alpha * u_xx


rng = np.random.default_rng(3)
t_c = tf.convert_to_tensor(rng.random((20, 1)), dtype=tf.float32)
x_c = tf.convert_to_tensor(rng.random((20, 1)), dtype=tf.float32)
x_0 = tf.random.uniform((10, 1))
u_0 = tf.sin(np.pi * x_0)
optimizer = tf.keras.optimizers.Adam(1e-3)


@tf.function
def train_step():
    with tf.GradientTape() as tape:
        r = residual(t_c, x_c)
        pde = tf.reduce_mean(tf.square(r))
        ic = tf.reduce_mean(tf.square(model(tf.concat([tf.zeros_like(x_0), x_0], 1)) - u_0))
        loss = pde + 10.0 * ic
    sources = model.trainable_variables + [alpha]
    optimizer.apply_gradients(zip(tape.gradient(loss, sources), sources))
    return loss


for i in range(3):
    print(i, train_step().numpy(), alpha.numpy())
