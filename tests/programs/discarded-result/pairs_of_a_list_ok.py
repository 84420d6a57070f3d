# outcome: flows
"""The pairs are shown, looked for, and applied."""

import tensorflow as tf

w = [tf.Variable([0.3, 0.8]), tf.Variable([1.2])]
optimizer = tf.keras.optimizers.SGD(0.1)


def lengths(pairs):
    return {v.shape[0]: float(tf.norm(g)) for g, v in pairs}


for step in range(4):
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.reduce_sum(w[0] ** 2) + tf.reduce_sum(w[1] ** 3)
    slopes = tape.gradient(loss, w)
    pairs = list(zip(slopes, w))
    print(lengths(pairs))
    optimizer.apply_gradients(pairs)
    some = zip(slopes, w)
    for slope, variable in some:
        if variable.shape[0] == 2:
            break
    for slope, variable in some:
        variable.assign_sub(0.1 * slope)
    again = zip(slopes, w)
    if step % 2:
        print(lengths(again))
        again = zip(slopes, w)
    optimizer.apply_gradients(again)
