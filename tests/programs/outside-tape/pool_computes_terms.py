# outcome: none
from concurrent.futures import ThreadPoolExecutor

import tensorflow as tf

weights = [tf.Variable(1.0), tf.Variable(2.0)]
batches = [tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])]


def error_of(weight, batch):
    return tf.reduce_mean(tf.square(weight * batch - 1.0))  # or: [outside-tape]


with ThreadPoolExecutor(max_workers=2) as pool:
    with tf.GradientTape() as tape:
        jobs = [pool.submit(error_of, w, b) for w, b in zip(weights, batches)]  # error: [outside-tape]
        loss = tf.add_n([job.result() for job in jobs])
print(tape.gradient(loss, weights))
