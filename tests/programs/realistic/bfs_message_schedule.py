# outcome: flows
import tensorflow as tf

edges = {0: [1, 2], 1: [3], 2: [3], 3: [4], 4: []}
weight = {(a, b): tf.Variable(0.5 + 0.1 * b) for a, bs in edges.items() for b in bs}


def order(start):
    seen, queue = {start}, [start]
    while queue:
        node = queue.pop(0)
        yield node
        for nxt in edges[node]:
            if nxt not in seen:
                seen.add(nxt)
                queue.append(nxt)


belief = {n: tf.constant(0.0) for n in edges}
belief[0] = tf.constant(1.0)
with tf.GradientTape() as tape:
    for n in order(0):
        for m in edges[n]:
            belief[m] = belief[m] + tf.sigmoid(weight[n, m]) * belief[n]
    loss = (belief[4] - 0.3) ** 2
for (a, b), g in zip(weight, tape.gradient(loss, list(weight.values()))):
    print(a, b, g.numpy())
