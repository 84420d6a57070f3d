# outcome: none raises ValueError
import tensorflow as tf


class Rollout:
    def __init__(self, policy, horizon):
        self.policy, self.horizon = policy, horizon

    def __iter__(self):
        state = tf.zeros((1, 2))
        for t in range(self.horizon):
            action = self.policy(state)
            state = 0.9 * state + tf.concat([action, -action], axis=1)
            reward = -tf.reduce_sum(state ** 2)
            yield t, reward.numpy()  # error: [leaves-tensorflow]


def discounted(rollout, gamma=0.99):
    return tf.add_n([gamma ** t * tf.convert_to_tensor(r) for t, r in rollout])


policy = tf.keras.Sequential([tf.keras.layers.Input((2,)), tf.keras.layers.Dense(1, bias_initializer="ones")])
opt = tf.keras.optimizers.SGD(0.01)
for _ in range(2):
    with tf.GradientTape() as tape:
        ret = discounted(Rollout(policy, 4))
        loss = -ret
    grads = tape.gradient(loss, policy.trainable_variables)
    opt.apply_gradients(zip(grads, policy.trainable_variables))
