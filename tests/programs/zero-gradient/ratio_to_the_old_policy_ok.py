# outcome: flows
import tensorflow as tf

policy = tf.keras.Sequential([
    tf.keras.layers.Input((4,)), tf.keras.layers.Dense(8, "tanh"), tf.keras.layers.Dense(3),
])
former = tf.keras.models.clone_model(policy)
states, advantages = tf.random.normal((20, 4)), tf.random.normal((20,))
actions = tf.one_hot(tf.random.uniform((20,), maxval=3, dtype=tf.int32), 3)


def log_probability(model):
    return tf.reduce_sum(tf.nn.log_softmax(model(states)) * actions, axis=-1)


with tf.GradientTape(persistent=True) as tape:
    new = log_probability(policy)
    held = new - tf.stop_gradient(log_probability(policy))
    surrogate = -tf.reduce_mean(tf.exp(held) * advantages)
    apart = tf.reduce_mean(tf.square(new - log_probability(former)))
print(tape.gradient(surrogate, policy.trainable_variables))
print(tape.gradient(apart, policy.trainable_variables + former.trainable_variables))
