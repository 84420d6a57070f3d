# outcome: zero
import tensorflow as tf


class Policy(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(8, activation="tanh")
        self.scores = tf.keras.layers.Dense(3)

    def call(self, states):
        return self.scores(self.hidden(states))

    def log_probability(self, states, actions):
        shares = tf.nn.log_softmax(self(states))
        return tf.reduce_sum(shares * tf.one_hot(actions, 3), axis=-1)


def surrogate(policy, states, actions, advantages):
    new = policy.log_probability(states, actions)
    old = policy.log_probability(states, actions)  # or: [zero-gradient]
    ratio = tf.exp(new - old)  # error: [zero-gradient]
    return -tf.reduce_mean(tf.minimum(ratio, tf.clip_by_value(ratio, 0.8, 1.2)) * advantages)


policy = Policy()
policy(tf.zeros((1, 4)))
optimizer = tf.keras.optimizers.Adam(1e-3)
rollouts = (tf.random.normal((20, 4)), tf.zeros((20,), tf.int32), tf.random.normal((20,)))
for states, actions, advantages in tf.data.Dataset.from_tensor_slices(rollouts).batch(10):
    with tf.GradientTape() as tape:
        loss = surrogate(policy, states, actions, advantages)
    grads = tape.gradient(loss, policy.trainable_variables)
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
