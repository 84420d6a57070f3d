# outcome: none
import threading

import tensorflow as tf

scale = tf.Variable(2.0)
terms = []


def penalty(weight):
    terms.append(weight * tf.square(scale))  # error: [outside-tape]


with tf.GradientTape() as tape:
    workers = [threading.Thread(target=penalty, args=(w,)) for w in (0.5, 1.5)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    loss = tf.add_n(terms)
print(tape.gradient(loss, scale))
