# outcome: flows
import keras
import tensorflow as tf
from keras import ops

rate = keras.Variable(0.3)
mix = keras.Variable([0.2, 0.8])


def diffuse(u, n):
    def body(_, u):
        lap = ops.roll(u, 1) + ops.roll(u, -1) - 2 * u
        return u + rate * lap

    return ops.fori_loop(0, n, body, u)


def nonlinear(i, u):
    return ops.switch(i, [ops.tanh, lambda z: z * mix[0], lambda z: z * mix[1] ** 2], u)


u0 = ops.convert_to_tensor([0.0, 0.0, 1.0, 0.0, 0.0])
target = ops.convert_to_tensor([0.1, 0.2, 0.4, 0.2, 0.1])
with tf.GradientTape() as tape:
    u = diffuse(u0, 4)
    u = u + nonlinear(1, u) + nonlinear(2, u)
    prefix = ops.associative_scan(lambda a, b: a * 0.9 + b, u)
    loss = ops.mean(ops.square(u - target)) + 0.01 * ops.mean(prefix)
print([g.numpy() for g in tape.gradient(loss, [rate, mix])])
