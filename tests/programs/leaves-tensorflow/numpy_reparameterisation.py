# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

mu = tf.Variable([0.0, 1.0])
sigma = tf.Variable([1.0, 0.5])
optimizer = tf.keras.optimizers.Adam(0.05)


def elbo(n=10):
    z = np.random.normal(mu.numpy(), sigma.numpy(), size=(n, 2)).astype("float32")  # error: [leaves-tensorflow]
    log_joint = -0.5 * tf.reduce_sum((z - 3.0) ** 2, axis=1)
    return tf.reduce_mean(log_joint)


for _ in range(2):
    with tf.GradientTape() as tape:
        loss = -elbo()
    grads = tape.gradient(loss, [mu, sigma])
    optimizer.apply_gradients(zip(grads, [mu, sigma]))
