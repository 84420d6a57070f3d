# outcome: flows raises AssertionError
"""Each seed gets a model of its own, and the step goes on with the first one."""
import tensorflow as tf

x = tf.random.stateless_normal((8, 3), (1, 2))
y = tf.reduce_sum(x, 1, keepdims=True)


@tf.function  # warning: [kept-graph]
def update(features, labels):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(features) - labels) ** 2)
    grads = tape.gradient(loss, net.trainable_variables)
    for g, v in zip(grads, net.trainable_variables):
        v.assign_sub(0.1 * g)
    return loss


nets = []
for seed in range(2):
    net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
    nets.append(net)
    for _ in range(3):
        update(x, y)
assert tf.reduce_any(nets[1].layers[-1].bias != 0.0), "the second one isn't trained"
