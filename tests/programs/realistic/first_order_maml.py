# outcome: flows
import tensorflow as tf
from tensorflow import keras

base = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(1)])
learner = keras.models.clone_model(base)
meta_opt = keras.optimizers.Adam(1e-3)
inner_opt = keras.optimizers.SGD(0.05)
mse = keras.losses.MeanSquaredError()


def batch():
    x = tf.random.normal([8, 2])
    return x, x[:, :1] * tf.random.uniform([])


for meta_step in range(3):
    learner.set_weights(base.get_weights())
    xs, ys = batch()
    for _ in range(2):
        with tf.GradientTape() as tape:
            loss = mse(ys, learner(xs))
        inner_opt.apply_gradients(zip(tape.gradient(loss, learner.trainable_weights), learner.trainable_weights))
    xq, yq = batch()
    with tf.GradientTape() as tape:
        query_loss = mse(yq, learner(xq))
    # first order: the gradients of the adapted copy move the base model
    grads = tape.gradient(query_loss, learner.trainable_weights)
    meta_opt.apply_gradients(zip(grads, base.trainable_weights))
print(base.get_weights()[0].shape)
