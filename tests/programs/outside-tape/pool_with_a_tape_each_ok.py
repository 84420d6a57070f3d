# outcome: flows
from concurrent.futures import ThreadPoolExecutor

import tensorflow as tf

weights = [tf.Variable(1.0), tf.Variable(2.0)]
batches = [tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])]


def slope_of(weight, batch):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(weight * batch - 1.0))
    return tape.gradient(loss, weight)


with ThreadPoolExecutor(max_workers=2) as pool:
    slopes = list(pool.map(slope_of, weights, batches))
for weight, slope in zip(weights, slopes):
    weight.assign_sub(0.1 * slope)
