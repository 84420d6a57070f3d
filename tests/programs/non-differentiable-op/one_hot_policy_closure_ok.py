# outcome: flows
import tensorflow as tf


def make_policy(n_states, n_actions):
    table = tf.Variable(tf.random.normal([n_states, n_actions]), name="table")

    def act(state):
        return tf.nn.softmax(table[state])

    def greedy(state):
        return int(tf.argmax(table[state]))

    return table, act, greedy


q_table, policy, greedy_policy = make_policy(5, 3)
rewards = tf.constant([1.0, 0.0, -1.0])

with tf.GradientTape() as tape:
    total = 0.0
    for s in range(5):
        total += tf.reduce_sum(policy(s) * rewards)
    objective = -total

grad = tape.gradient(objective, q_table)
print(tf.convert_to_tensor(grad), [greedy_policy(s) for s in range(5)])
