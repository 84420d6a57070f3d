# outcome: flows
"""New models for steps that know of them: made anew, given, eager, or of another shape."""
import tensorflow as tf

x, y = tf.ones((8, 3)), tf.ones((8, 1))


def made(width=3):
    return tf.keras.Sequential([tf.keras.Input((width,)), tf.keras.layers.Dense(1)])


def plain(features, labels):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(features) - labels) ** 2)
    for g, v in zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables):
        v.assign_sub(0.1 * g)


@tf.function
def given(model, features):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(features) - 1.0) ** 2)
    for g, v in zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables):
        v.assign_sub(0.1 * g)


@tf.function
def sized(features):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((wide(features) - 1.0) ** 2)
    for g, v in zip(tape.gradient(loss, wide.trainable_variables), wide.trainable_variables):
        v.assign_sub(0.1 * g)


def step_for(model):
    @tf.function
    def step(features):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(features) - 1.0) ** 2)
        for g, v in zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables):
            v.assign_sub(0.1 * g)

    return step


class Trainer:
    def __init__(self, model):
        self.model = model

    @tf.function
    def step(self, features):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.model(features) - 1.0) ** 2)
        grads = tape.gradient(loss, self.model.trainable_variables)
        for g, v in zip(grads, self.model.trainable_variables):
            v.assign_sub(0.1 * g)


nets = []
for seed in range(2):
    net = made()
    nets.append(net)
    compiled = tf.function(plain)
    inner = step_for(net)
    trainer = Trainer(net)
    for _ in range(2):
        plain(x, y)
        compiled(x, y)
        given(net, x)
        inner(x)
        trainer.step(x)
for width in (2, 5):
    wide = made(width)
    nets.append(wide)
    sized(tf.ones((4, width)))
assert all(tf.reduce_any(n.layers[-1].bias != 0.0) for n in nets)
