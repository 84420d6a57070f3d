# outcome: none
from multiprocessing.pool import ThreadPool

import tensorflow as tf

w = tf.Variable(2.0)


def term(scale=1.0):
    return w * scale  # or: [outside-tape]


with ThreadPool(2) as pool, tf.GradientTape() as tape:
    promised = pool.apply_async(func=term, kwds={"scale": 3.0})  # or: [outside-tape]
    loss = pool.apply(func=term, args=(2.0,)) + promised.get()  # error: [outside-tape]
print(tape.gradient(loss, w))
