# outcome: flows
import numpy as np
import tensorflow as tf

policy = tf.keras.Sequential([tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(2)])
optimizer = tf.keras.optimizers.Adam(0.01)
gamma = 0.9


def env_step(state, action):
    state = state + (0.1 if action else -0.1)
    return state, float(abs(state[0]) < 0.5), bool(abs(state[0]) > 1)


def run_episode(max_steps=6):
    log_probs, rewards = [], []
    state = np.zeros(1, np.float32)
    for _ in range(max_steps):
        logits = policy(state[None, :].astype(np.float32))
        action = tf.random.categorical(logits, 1)[0, 0]
        log_probs.append(tf.nn.log_softmax(logits)[0, action])
        state, reward, done = env_step(state, int(action))
        rewards.append(reward)
        if done:
            break
    return log_probs, rewards


def discounted(rewards):
    out, running = [], 0.0
    for r in reversed(rewards):
        running = r + gamma * running
        out.insert(0, running)
    out = np.array(out, dtype=np.float32)
    return (out - out.mean()) / (out.std() + 1e-6)


for episode in range(3):
    with tf.GradientTape() as tape:
        log_probs, rewards = run_episode()
        loss = -tf.reduce_sum(tf.stack(log_probs) * discounted(rewards))
    grads = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
    print(episode, sum(rewards))
