# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

LATENT, ACTIONS = 6, 2
dynamics = keras.Sequential([keras.Input((LATENT + ACTIONS,)), layers.Dense(LATENT, "tanh")])
reward = keras.Sequential([keras.Input((LATENT,)), layers.Dense(1)])
policy = keras.Sequential([keras.Input((LATENT,)), layers.Dense(ACTIONS, "tanh")])
policy_opt = keras.optimizers.Adam(1e-3)


def imagine(state, horizon=3):
    total = tf.zeros((state.shape[0], 1))
    for _ in range(horizon):
        action = policy(state)
        state = tf.stop_gradient(dynamics(tf.concat([state, action], -1)))  # error: [stop-gradient]
        total += reward(state)
    return total


with tf.GradientTape() as tape:
    loss = -tf.reduce_mean(imagine(tf.random.normal((5, LATENT))))
grads = tape.gradient(loss, policy.trainable_variables)
policy_opt.apply_gradients(zip(grads, policy.trainable_variables))
