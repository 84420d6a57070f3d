# outcome: raises AttributeError
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
        print(f"{fn.__name__} took {time.perf_counter() - start:.4f}s")
        return result.numpy()  # error: [leaves-tensorflow]

    return wrapper


@timed
def mse(y_true, y_pred):
    return tf.reduce_mean(tf.square(y_true - y_pred))


for _ in range(2):
    with tf.GradientTape() as tape:
        loss = mse(y, model(x))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
