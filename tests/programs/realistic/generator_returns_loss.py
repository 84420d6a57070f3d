# outcome: flows
import tensorflow as tf

w = tf.Variable([0.2, 0.4])


def rollout(env_state, steps):
    """Yields states, returns the summed cost."""
    cost = 0.0
    for _ in range(steps):
        env_state = env_state + 0.1 * tf.tanh(w * env_state)
        cost += tf.reduce_sum(env_state**2)
        yield env_state
    return cost


def episode(start):
    total = yield from rollout(start, 3)
    total += yield from rollout(start * 2.0, 2)
    return total


def drain(gen, seen):
    while True:
        try:
            seen.append(next(gen))
        except StopIteration as stop:
            return stop.value


seen = []
with tf.GradientTape() as tape:
    cost = drain(episode(tf.constant([1.0, -1.0])), seen)
print(tape.gradient(cost, w).numpy(), len(seen))
