# outcome: flows
"""Names that get new tensors, and are read afterwards, one way or another."""
import numpy as np
import tensorflow as tf

weights = [tf.Variable(tf.ones((3, 2))), tf.Variable(tf.zeros(2))]
arrays = [np.zeros((3, 2), "float32"), np.zeros(2, "float32")]
seen = []


def gradients():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.ones((4, 3)) @ weights[0] + weights[1] - 1.0) ** 2)
    return tape.gradient(loss, weights)


def stepped(p, g):
    p = p - 0.1 * g
    return p


def logged(p, g):
    seen.append(g)
    p.assign_sub(0.1 * g)
    return p - 0.0 * g


for p, g in zip(weights, gradients()):
    p.assign(stepped(p, g))
for p, g in zip(weights, gradients()):
    old = p
    p = p - 0.1 * g
    old.assign(p)
for p, g in zip(weights, gradients()):
    p = logged(p, g)
for p, g in zip(weights, gradients()):
    p = p.assign_sub(0.1 * g)
for p, g in zip(weights, gradients()):
    keep = lambda: p
    p = p - 0.1 * g
    seen.append(keep())
for a, g in zip(arrays, gradients()):
    a += 0.1 * g.numpy()
for p, g in zip(weights, gradients()):
    p = p - 0.1 * g
print(p)


def last(values, grads):
    for value, grad in zip(values, grads):
        try:
            value = value - 0.1 * grad
        finally:
            seen.append(value)
    for value, grad in zip(values, grads):
        if grad is None:
            continue
        value = value + 0.1 * grad
        if tf.norm(grad) > 1e3:
            break
    else:
        print(value)
    for value, grad in zip(values, grads):
        value = value + 0.1 * grad
        yield value


print(list(last(weights, gradients())))


def ascend(x, passes):
    best = 0.0
    for _ in range(passes):
        with tf.GradientTape() as tape:
            tape.watch(x)
            best = tf.reduce_sum(tf.sin(x))
        x = x + 0.1 * tape.gradient(best, x)
    return best


print(ascend(tf.ones(3), 2), arrays)
