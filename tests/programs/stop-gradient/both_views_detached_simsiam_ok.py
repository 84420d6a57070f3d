# outcome: flows
import keras
import tensorflow as tf
from keras import layers, ops

encoder = keras.Sequential([layers.Input((6,)), layers.Dense(12, "relu"), layers.Dense(4)])
predictor = keras.Sequential([layers.Input((4,)), layers.Dense(4)])


def detach(*views):
    return [ops.stop_gradient(v) for v in views]


def neg_cosine(p, z):
    p = ops.normalize(p, axis=1)
    z = ops.normalize(z, axis=1)
    return -ops.mean(ops.sum(p * z, axis=1))


opt = keras.optimizers.SGD(0.03)
batch = tf.random.normal((10, 6))
params = encoder.trainable_variables + predictor.trainable_variables
with tf.GradientTape() as tape:
    z1 = encoder(batch + 0.1 * tf.random.normal((10, 6)))
    z2 = encoder(batch + 0.1 * tf.random.normal((10, 6)))
    p1, p2 = predictor(z1), predictor(z2)
    z1, z2 = detach(z1, z2)
    loss = 0.5 * (neg_cosine(p1, z2) + neg_cosine(p2, z1))
opt.apply_gradients(zip(tape.gradient(loss, params), params))
