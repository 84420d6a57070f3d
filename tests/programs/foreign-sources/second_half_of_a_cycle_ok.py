# outcome: flows
import tensorflow as tf
from tensorflow import keras


def network(width):
    return keras.Sequential([keras.Input((width,)), keras.layers.Dense(8, "tanh"), keras.layers.Dense(width)])


there, back = network(4), network(4)
there_optimizer, back_optimizer = keras.optimizers.Adam(1e-3), keras.optimizers.Adam(1e-3)
first, second = tf.random.normal((8, 4)), tf.random.normal((8, 4), 1.0)

for _ in range(2):
    with tf.GradientTape(persistent=True) as tape:
        made_second, made_first = there(first), back(second)
        round_trip = tf.reduce_mean(tf.abs(back(made_second) - first))
        round_trip += tf.reduce_mean(tf.abs(there(made_first) - second))
        there_loss = tf.reduce_mean((made_second - second) ** 2) + round_trip
        back_loss = tf.reduce_mean((made_first - first) ** 2) + round_trip
    there_grads = tape.gradient(there_loss, there.trainable_variables)
    back_grads = tape.gradient(back_loss, back.trainable_variables)
    there_optimizer.apply_gradients(zip(there_grads, there.trainable_variables))
    back_optimizer.apply_gradients(zip(back_grads, back.trainable_variables))
