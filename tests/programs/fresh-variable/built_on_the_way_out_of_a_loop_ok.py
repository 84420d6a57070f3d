# outcome: flows
"""A loop ends with the first steep input; only there the network is called, and so built."""
import tensorflow as tf

network = tf.keras.Sequential(
    [tf.keras.layers.Dense(4, activation="tanh"), tf.keras.layers.Dense(1)]
)


def slope(x):
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(network(x))
    return tape.gradient(y, x)


def first_slope(inputs):
    for x in inputs:
        while True:
            if tf.reduce_sum(x) > -100.0:
                found = slope(x)
                break
            x = x + 1.0
        print(found)


first_slope(tf.random.normal((5, 2, 3)))
