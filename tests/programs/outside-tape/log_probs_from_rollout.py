# outcome: none raises ValueError
"""REINFORCE on a two-armed bandit; the log-probabilities are those of the acting phase."""
import numpy as np
import tensorflow as tf

policy = tf.keras.Sequential([tf.keras.layers.Dense(2)])
optimizer = tf.keras.optimizers.Adam(0.01)
rng = np.random.default_rng(1)


def play(episodes):
    log_probs, rewards = [], []
    for _ in range(episodes):
        state = tf.constant(rng.normal(size=(1, 3)), tf.float32)
        logits = policy(state)
        action = int(tf.random.categorical(logits, 1)[0, 0])
        log_prob = tf.nn.log_softmax(logits)[0, action]  # or: [outside-tape]
        log_probs.append(log_prob)  # error: [outside-tape]
        rewards.append(1.0 if action == 1 else 0.0)
    return log_probs, rewards


for iteration in range(2):
    log_probs, rewards = play(4)  # or: [outside-tape]
    baseline = np.mean(rewards)
    with tf.GradientTape() as tape:
        loss = tf.constant(0.0)
        for log_prob, reward in zip(log_probs, rewards):
            loss -= log_prob * (reward - baseline)
    grads = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
