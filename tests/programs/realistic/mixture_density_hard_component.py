# outcome: part
import tensorflow as tf
from tensorflow.keras import layers

K = 3
x = tf.random.uniform((40, 1), -3.0, 3.0)
y = tf.sin(x) + 0.1 * tf.random.normal((40, 1))
inp = layers.Input((1,))
h = layers.Dense(16, activation="tanh")(inp)
mdn = tf.keras.Model(inp, [layers.Dense(K)(h), layers.Dense(K)(h)])


def best_component_error(y, logits, mu):
    best = tf.argmax(logits, axis=1)  # warning: [non-differentiable-op]
    mean = tf.gather(mu, best, axis=1, batch_dims=1)
    return tf.reduce_mean(tf.square(y[:, 0] - mean))


opt = tf.keras.optimizers.Adam(1e-2)
for _ in range(2):
    with tf.GradientTape() as tape:
        logits, mu = mdn(x)
        loss = best_component_error(y, logits, mu)
    grads = tape.gradient(loss, mdn.trainable_variables)
    opt.apply_gradients(zip(grads, mdn.trainable_variables))
