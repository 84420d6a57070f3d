# outcome: flows
import threading

import tensorflow as tf

weight = tf.Variable(3.0)
seen = []


def report(value):
    seen.append(float(value * 100.0))


with tf.GradientTape() as tape:
    loss = tf.square(weight - 1.0)
    reporter = threading.Thread(target=report, args=(loss,), daemon=True)
    reporter.start()
gradient = tape.gradient(loss, weight)
reporter.join()
weight.assign_sub(0.1 * gradient)
