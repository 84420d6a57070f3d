# outcome: none raises ValueError
"""The loss is computed on what the model predicted before training (a NumPy snapshot)."""
import numpy as np
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
x = np.random.randn(8, 3).astype("float32")
y = np.random.randn(8, 1).astype("float32")
y_hat = model.predict(x, verbose=0)
opt = tf.keras.optimizers.SGD(0.1)
for epoch in range(2):
    with tf.GradientTape() as tape:
        y_pred = model(x, training=True)
        loss = tf.reduce_mean(tf.square(y_hat - y))  # error: [unrelated-target]
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
