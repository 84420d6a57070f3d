# outcome: flows
from collections import deque

import tensorflow as tf

graph = {"x": [], "w": [], "mul": ["x", "w"], "act": ["mul"], "b": [], "out": ["act", "b"]}
leaves = {"x": tf.constant([1.0, -1.0]), "w": tf.Variable([0.5, 2.0]), "b": tf.Variable(0.1)}
ops = {"mul": tf.multiply, "act": tf.tanh, "out": tf.add}


def evaluate(graph, leaves):
    indegree = {n: len(d) for n, d in graph.items()}
    users = {n: [m for m, d in graph.items() if n in d] for n in graph}
    ready = deque(n for n, k in indegree.items() if k == 0)
    values = {}
    while ready:
        n = ready.popleft()
        values[n] = leaves[n] if n in leaves else ops[n](*[values[d] for d in graph[n]])
        for m in users[n]:
            indegree[m] -= 1
            if indegree[m] == 0:
                ready.append(m)
    return values["out"]


with tf.GradientTape() as tape:
    loss = tf.reduce_sum(evaluate(graph, leaves) ** 2)
print([g.numpy() for g in tape.gradient(loss, [leaves["w"], leaves["b"]])])
