# outcome: part
"""Inverse problem: the decay rate k of u' = -k u should be learned with the network."""
import tensorflow as tf
import tensorflow.keras as keras

K_GUESS = 0.5


class InversePINN(tf.Module):
    def __init__(self):
        super().__init__()
        self.net = keras.Sequential(
            [keras.Input((1,)), keras.layers.Dense(12, "tanh"), keras.layers.Dense(1)]
        )
        self.k = tf.Variable(K_GUESS, name="k")  # warning: [unused-source]

    @property
    def parameters(self):
        return [*self.net.trainable_variables, self.k]

    def physics(self, t):
        with tf.GradientTape() as tape:
            tape.watch(t)
            u = self.net(t)
        return tape.gradient(u, t) + K_GUESS * u


model = InversePINN()
opt = keras.optimizers.Adam(0.01)
t_obs = tf.reshape(tf.linspace(0.0, 2.0, 16), (-1, 1))
u_obs = tf.exp(-1.3 * t_obs)
for _ in range(3):
    with tf.GradientTape() as tape:
        data_loss = tf.reduce_mean((model.net(t_obs) - u_obs) ** 2)
        loss = data_loss + tf.reduce_mean(model.physics(t_obs) ** 2)
    params = model.parameters
    opt.apply_gradients(zip(tape.gradient(loss, params), params))
print("estimated k:", model.k.numpy())
