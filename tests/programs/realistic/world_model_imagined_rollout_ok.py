# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

LATENT, ACTIONS = 6, 2
dynamics = keras.Sequential([keras.Input((LATENT + ACTIONS,)), layers.Dense(LATENT, "tanh")])
reward = keras.Sequential([keras.Input((LATENT,)), layers.Dense(1)])
policy = keras.Sequential([keras.Input((LATENT,)), layers.Dense(ACTIONS, "tanh")])
value = keras.Sequential([keras.Input((None, LATENT)), layers.Dense(1)])
model_opt, policy_opt, value_opt = (keras.optimizers.Adam(1e-3) for _ in range(3))


def imagine(start, horizon=4):
    states, rewards = [start], []
    for _ in range(horizon):
        action = policy(states[-1])
        states.append(dynamics(tf.concat([states[-1], action], -1)))
        rewards.append(reward(states[-1]))
    return tf.stack(states[1:]), tf.stack(rewards)


def lambda_returns(rewards, values, gamma=0.9, lam=0.95):
    last = values[-1]
    returns = []
    for r, v in zip(reversed(tf.unstack(rewards)), reversed(tf.unstack(values))):
        last = r + gamma * ((1 - lam) * v + lam * last)
        returns.insert(0, last)
    return tf.stack(returns)


def train(z, a, z_next, r):
    with tf.GradientTape() as tape:
        pred = dynamics(tf.concat([z, a], -1))
        model_loss = tf.reduce_mean((pred - z_next) ** 2) + tf.reduce_mean((reward(pred) - r) ** 2)
    variables = dynamics.trainable_variables + reward.trainable_variables
    model_opt.apply_gradients(zip(tape.gradient(model_loss, variables), variables))
    with tf.GradientTape() as tape:
        states, rewards = imagine(z)
        returns = lambda_returns(rewards, value(states))
        policy_loss = -tf.reduce_mean(returns)
    variables = policy.trainable_variables
    policy_opt.apply_gradients(zip(tape.gradient(policy_loss, variables), variables))
    states, target = tf.stop_gradient(states), tf.stop_gradient(returns)
    with tf.GradientTape() as tape:
        value_loss = 0.5 * tf.reduce_mean((value(states) - target) ** 2)
    variables = value.trainable_variables
    value_opt.apply_gradients(zip(tape.gradient(value_loss, variables), variables))
    return [float(x) for x in (model_loss, policy_loss, value_loss)]


z, a = tf.random.normal((5, LATENT)), tf.random.normal((5, ACTIONS))
for _ in range(2):
    print(train(z, a, tf.tanh(z), tf.reduce_sum(z, 1, keepdims=True)))
