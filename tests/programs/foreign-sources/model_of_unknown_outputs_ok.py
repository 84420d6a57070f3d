# outcome: flows
# used: x = tf.keras.Input((3,))
# used: base = tf.keras.Model(x, tf.keras.layers.Dense(1)(tf.keras.layers.Dense(4)(x)))
# used: print(step(features(base, lambda layers: layers[1]), tf.ones((2, 3)), tf.zeros((2, 3))))
"""Which layer's output a model ends with is for the caller to say; its input leads there."""
import tensorflow as tf


def features(base, choose):
    return tf.keras.Model(inputs=base.input, outputs=choose(base.layers).output)


def step(model, x, delta):
    with tf.GradientTape() as tape:
        tape.watch(delta)
        loss = tf.reduce_mean(tf.square(model(x + delta)))
    return tape.gradient(loss, delta)


def attack(base, choose, x):
    return step(features(base, choose), x, tf.zeros_like(x))
