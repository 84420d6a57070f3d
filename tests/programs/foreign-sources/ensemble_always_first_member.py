# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(0)
X = rng.normal(size=(40, 4)).astype("float32")
Y = np.tanh(X[:, :1])


def member():
    return tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])


ensemble = [member() for _ in range(3)]
optimizers = [tf.keras.optimizers.Adam(0.01) for _ in ensemble]

for net, opt in zip(ensemble, optimizers):
    idx = rng.integers(0, 40, size=40)
    for _ in range(2):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(net(X[idx]) - Y[idx]))
        grads = tape.gradient(loss, ensemble[0].trainable_variables)  # error: [foreign-sources]
        opt.apply_gradients(zip(grads, ensemble[0].trainable_variables))
