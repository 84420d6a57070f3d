# outcome: flows
"""Federated averaging with one local step per client."""
import tensorflow as tf

server = tf.Variable(tf.zeros((2, 1)))
clients = [(tf.random.normal((5, 2)), tf.random.normal((5, 1))) for _ in range(3)]
for rnd in range(2):
    updates = []
    for x, y in clients:
        local = tf.Variable(server)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((x @ local - y) ** 2)
        local.assign_sub(0.1 * tape.gradient(loss, local))
        updates.append(local.read_value())
    server.assign(tf.add_n(updates) / len(updates))
print(server.numpy())
