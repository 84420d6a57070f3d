# outcome: raises AttributeError
import tensorflow as tf

start = tf.constant([0.3, 0.8])


def rollout(state, steps):
    states = tf.TensorArray(tf.float32, size=steps)
    for step in range(steps):
        state = state + 0.1 * tf.stack([state[1], -tf.sin(state[0])])
        states = states.write(step, state)
    return states


with tf.GradientTape() as tape:
    tape.watch(start)
    path = rollout(start, 4)
print(tape.jacobian(path, start))  # error: [unrelated-target]
