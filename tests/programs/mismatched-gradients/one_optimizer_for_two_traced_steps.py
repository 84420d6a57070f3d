# outcome: flows raises ValueError
"""Two steps come out of one factory, each for a network of its own; the optimizer is shared."""
import tensorflow as tf


def network(units):
    return tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(units)])


actor, critic = network(2), network(1)
optimizer = tf.keras.optimizers.Adam(1e-3)


def compiled_step(net, target):
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((net(x) - target) ** 2)
        variables = net.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))  # error: [mismatched-gradients]

    return tf.function(step)


steps = [compiled_step(actor, 0.0), compiled_step(critic, 1.0)]
for _ in range(2):
    for step in steps:
        step(tf.ones((4, 2)))
