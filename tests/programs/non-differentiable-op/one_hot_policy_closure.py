# outcome: none
import tensorflow as tf


def make_policy(n_states, n_actions):
    table = tf.Variable(tf.random.normal([n_states, n_actions]), name="table")

    def act(state):
        preferences = table[state]
        best = tf.argmax(preferences)  # error: [non-differentiable-op]
        return tf.one_hot(best, n_actions)

    return table, act


q_table, policy = make_policy(5, 3)
rewards = tf.constant([1.0, 0.0, -1.0])

with tf.GradientTape() as tape:
    total = 0.0
    for s in range(5):
        total += tf.reduce_sum(policy(s) * rewards)
    objective = -total

grad = tape.gradient(objective, q_table)
if grad is None:
    print("the table receives no gradient")
