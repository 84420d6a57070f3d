# outcome: flows
"""REINFORCE on a two-armed bandit; the log-probabilities are computed again under the tape."""
import numpy as np
import tensorflow as tf

policy = tf.keras.Sequential([tf.keras.layers.Dense(2)])
optimizer = tf.keras.optimizers.Adam(0.01)
rng = np.random.default_rng(1)


def play(episodes):
    states, actions, rewards = [], [], []
    for _ in range(episodes):
        state = tf.constant(rng.normal(size=(1, 3)), tf.float32)
        logits = policy(state)
        action = int(tf.random.categorical(logits, 1)[0, 0])
        states.append(state)
        actions.append(action)
        rewards.append(1.0 if action == 1 else 0.0)
    return states, actions, rewards


for iteration in range(2):
    states, actions, rewards = play(4)
    baseline = np.mean(rewards)
    with tf.GradientTape() as tape:
        loss = tf.constant(0.0)
        for state, action, reward in zip(states, actions, rewards):
            log_prob = tf.nn.log_softmax(policy(state))[0, action]
            loss -= log_prob * (reward - baseline)
    grads = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
