# outcome: flows
"""First-order MAML: the query gradient is taken at the adapted weights and moved over."""
import numpy as np
import tensorflow as tf
from tensorflow import keras


def make_net():
    return keras.Sequential(
        [keras.Input((1,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
    )


meta, learner = make_net(), make_net()
meta_optimizer = keras.optimizers.Adam(1e-3)
mse = keras.losses.MeanSquaredError()
inner_lr = 0.01

for task in range(2):
    x = np.random.uniform(-5, 5, (10, 1)).astype("float32")
    y = np.sin(x + task)
    with tf.GradientTape() as inner:
        inner_loss = mse(y[:5], meta(x[:5]))
    grads = inner.gradient(inner_loss, meta.trainable_variables)
    learner.set_weights(meta.get_weights())
    for w, g in zip(learner.trainable_variables, grads):
        w.assign_sub(inner_lr * g)
    with tf.GradientTape() as outer:
        query_loss = mse(y[5:], learner(x[5:]))
    meta_grads = outer.gradient(query_loss, learner.trainable_variables)
    meta_optimizer.apply_gradients(zip(meta_grads, meta.trainable_variables))
