# outcome: flows
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import Queue
from threading import Thread

import tensorflow as tf

w = tf.Variable(tf.ones([3]))


def shard_gradient(shard):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.reduce_sum(shard * w, -1) - 1.0) ** 2)
    return tape.gradient(loss, w), float(loss)


shards = tf.split(tf.random.normal([12, 3]), 3)
with ThreadPoolExecutor(2) as pool:
    futures = [pool.submit(shard_gradient, s) for s in shards]
    results = [f.result() for f in as_completed(futures)]
grads, losses = zip(*results)
w.assign_sub(0.1 * tf.add_n(list(grads)) / len(shards))

q = Queue()


def produce(n):
    for _ in range(n):
        q.put(tf.random.normal([4, 3]))
    q.put(None)


Thread(target=produce, args=(3,), daemon=True).start()
while (batch := q.get()) is not None:
    with tf.GradientTape() as tape:
        pred = tf.linalg.matvec(batch, w)
        loss = tf.reduce_mean(pred**2)
    w.assign_sub(0.1 * tape.gradient(loss, w))
print(sum(losses), float(loss))
