# outcome: flows
"""Steps that are traced for networks of their own: with an optimizer each, or built for all."""
import tensorflow as tf


def network(units):
    return tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(units)])


actor, critic = network(2), network(1)
both = tf.keras.optimizers.Adam(1e-3)
both.build(actor.trainable_variables + critic.trainable_variables)
alone = tf.keras.optimizers.SGD(0.1)


def compiled_step(net, optimizer):
    @tf.function
    def step(x):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(net(x) ** 2)
        variables = net.trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    return step


@tf.function
def step_of(net, x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(net(x) ** 2)
    both.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))


x = tf.ones((4, 2))
for step in (compiled_step(actor, tf.keras.optimizers.Adam()), compiled_step(critic, both)):
    step(x)
    step(x)
again, once_more = compiled_step(actor, alone), compiled_step(actor, alone)
again(x)
once_more(x)
step_of(actor, x)
step_of(critic, x)
