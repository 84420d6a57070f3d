# outcome: flows
"""What a loop keeps of the pass before isn't what it computes now."""
import tensorflow as tf


@tf.function(reduce_retracing=True)
def scan_loss(w, xs):
    prev = xs[0] * w
    total = tf.constant(0.0)
    for i in tf.range(1, 4):
        cur = tf.gather(xs, i) * w
        total += tf.sqrt(tf.abs(cur - prev))
        prev = cur
    return total


w = tf.Variable(1.5)
with tf.GradientTape() as tape:
    loss = scan_loss(w, tf.constant([1.0, 2.0, 4.0, 7.0]))
print(tape.gradient(loss, w))
