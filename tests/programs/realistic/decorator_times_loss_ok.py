# outcome: flows
import functools
import time

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal((8, 2)), tf.random.normal((8, 1))


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = fn(*args, **kwargs)
        took = time.perf_counter() - start
        print(f"{fn.__name__} took {took:.4f}s, value {result.numpy():.3f}")
        return result

    return wrapper


@timed
def mse(y_true, y_pred):
    return tf.reduce_mean(tf.square(y_true - y_pred))


for _ in range(2):
    with tf.GradientTape() as tape:
        loss = mse(y, model(x))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
