# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers, ops


def make_critic(states, actions):
    state = keras.Input((states,))
    action = keras.Input((actions,))
    both = ops.concatenate([state, action * 0.5], axis=-1)
    halves = tf.constant(0.5) * both + both[:, :1] ** 2 - abs(-both) / 2.0
    value = layers.Dense(1)(layers.Dense(8, activation=tf.nn.relu)(halves))
    penalty = keras.losses.mse(value, value[:, 0:1] + 1.0)
    assert penalty.shape == (None,) and tf.TensorShape(both.shape)[-1] == states + actions
    return keras.Model([state, action], keras.activations.tanh(value))


critic = make_critic(3, 2)
optimizer = keras.optimizers.Adam(1e-3)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(critic([tf.ones([4, 3]), tf.ones([4, 2])]) - 1.0))
grads = tape.gradient(loss, critic.trainable_variables)
optimizer.apply_gradients(zip(grads, critic.trainable_variables))
