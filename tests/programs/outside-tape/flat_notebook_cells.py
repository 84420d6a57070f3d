# outcome: none raises ValueError
# %%
import numpy as np
import tensorflow as tf

np.random.seed(1)

# %% data
t = np.linspace(0, 2 * np.pi, 50, dtype=np.float32)
signal = np.sin(t) + 0.1 * np.random.randn(50).astype(np.float32)

# %% model: a small Fourier series
amp = tf.Variable(tf.ones(3))
phase = tf.Variable(tf.zeros(3))
k = tf.constant([1.0, 2.0, 3.0])
series = tf.reduce_sum(amp * tf.sin(k * t[:, None] + phase), axis=1)  # error: [outside-tape]

# %% train
opt = tf.keras.optimizers.SGD(0.1)
history = []
for i in range(5):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((series - signal) ** 2)
    grads = tape.gradient(loss, [amp, phase])
    opt.apply_gradients(zip(grads, [amp, phase]))
    history.append(loss.numpy())
print(history)
