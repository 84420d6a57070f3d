# outcome: flows
"""Each network finds its own optimizer, by a key that only the run knows."""
import tensorflow as tf


def network(units):
    return tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(units)])


actor, critic = network(2), network(1)
optimizers = {id(net): tf.keras.optimizers.Adam(0.1) for net in (actor, critic)}


def compiled_step(net):
    optimizer = optimizers[id(net)]

    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(net(x) ** 2)
        variables = net.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    return step


for step in (compiled_step(actor), compiled_step(critic)):
    step(tf.ones((4, 2)))
