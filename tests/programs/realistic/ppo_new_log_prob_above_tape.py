# outcome: none raises ValueError
import numpy as np
import tensorflow as tf

policy_logits = tf.keras.Sequential([tf.keras.layers.Dense(3)])
opt = tf.keras.optimizers.Adam(3e-4)
CLIP = 0.2


class PPO:
    def __init__(self, policy, epochs=2):
        self.policy = policy
        self.epochs = epochs

    def log_prob(self, obs, act):
        logp_all = tf.nn.log_softmax(self.policy(obs))
        return tf.gather(logp_all, act, axis=1, batch_dims=1)

    def surrogate(self, logp, old_logp, adv):
        ratio = tf.exp(logp - old_logp)
        return -tf.reduce_mean(
            tf.minimum(ratio * adv, tf.clip_by_value(ratio, 1 - CLIP, 1 + CLIP) * adv)
        )

    def update(self, obs, act, adv):
        old_logp = self.log_prob(obs, act)
        for _ in range(self.epochs):
            logp = self.log_prob(obs, act)  # error: [outside-tape]
            with tf.GradientTape() as tape:
                loss = self.surrogate(logp, old_logp, adv)
            grads = tape.gradient(loss, self.policy.trainable_variables)
            opt.apply_gradients(zip(grads, self.policy.trainable_variables))


rng = np.random.default_rng(0)
PPO(policy_logits).update(
    rng.normal(size=(6, 4)).astype(np.float32),
    rng.integers(0, 3, 6),
    rng.normal(size=6).astype(np.float32),
)
