# outcome: none raises ValueError
import contextlib

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal((4, 2)), tf.ones((4, 1))


def train_step(profile=False):
    with contextlib.ExitStack() as stack:
        if profile:
            stack.enter_context(tf.profiler.experimental.Trace("step"))
        pred = model(x)  # error: [outside-tape]
        tape = stack.enter_context(tf.GradientTape())
        loss = tf.reduce_mean((pred - y) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))


train_step()
