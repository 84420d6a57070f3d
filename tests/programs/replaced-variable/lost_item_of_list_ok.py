# outcome: flows
"""Counted loops in which what is taken out goes back, or is only looked at."""
import tensorflow as tf

params = [tf.Variable([1.0, 2.0]), tf.Variable(0.5)]
fast = [tf.constant([1.0, 2.0]), tf.constant(0.5)]
for epoch in range(2):
    with tf.GradientTape() as tape:
        tape.watch(fast)
        loss = tf.reduce_sum(params[0] ** 2) * params[1] + tf.reduce_sum(fast[0]) * fast[1]
    grads, steps = tape.gradient(loss, [params, fast])
    for i in range(len(params)):
        p, f = params[i], fast[i]
        f = f - 0.1 * steps[i]
        fast[i] = f
        p.assign_sub(0.1 * grads[i])
        p = p - 0.1 * grads[i]
    print(p)
w = params[0]
w = w - 0.1 * grads[0]
