# outcome: none raises ValueError
import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

policy = tf.keras.Sequential([layers.Dense(16, activation="relu"), layers.Dense(2)])
optimizer = tf.keras.optimizers.Adam(0.01)
rng = np.random.default_rng(3)


def run_episode(steps=6):
    log_probs, rewards = [], []
    obs = rng.normal(size=(1, 3)).astype(np.float32)
    for _ in range(steps):
        log_p = tf.nn.log_softmax(policy(obs))
        action = int(tf.random.categorical(log_p, 1)[0, 0])
        log_probs.append(log_p[0, action])  # or: [outside-tape]
        rewards.append(float(action == 1))
        obs = rng.normal(size=(1, 3)).astype(np.float32)
    return log_probs, rewards


for episode in range(2):
    log_probs, rewards = run_episode()  # error: [outside-tape]
    returns = np.cumsum(rewards[::-1])[::-1].astype(np.float32)
    with tf.GradientTape() as tape:
        loss = -tf.reduce_sum(tf.stack(log_probs) * returns)
    grads = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
