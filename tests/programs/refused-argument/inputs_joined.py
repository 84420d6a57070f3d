# outcome: raises ValueError
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def make_critic(states, actions):
    state = keras.Input((states,))
    action = keras.Input((actions,))
    both = tf.concat([state, action * 0.5], axis=-1)  # error: [refused-argument]
    value = layers.Dense(1)(layers.Dense(8, activation="relu")(both))
    return keras.Model([state, action], value)


critic = make_critic(3, 2)
optimizer = keras.optimizers.Adam(1e-3)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(critic([tf.ones([4, 3]), tf.ones([4, 2])]) - 1.0))
grads = tape.gradient(loss, critic.trainable_variables)
optimizer.apply_gradients(zip(grads, critic.trainable_variables))
