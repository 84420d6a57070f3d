# outcome: none
import tensorflow as tf

decay = tf.Variable(0.7)
drive = tf.Variable([0.2, 0.4, 0.1])


@tf.function
def settle(steps):
    def more(i, _):
        return i < steps

    def move(i, state):
        return i + 1, decay * state + drive

    first = (tf.constant(0), tf.zeros([3]))
    _, state = tf.while_loop(more, move, first, back_prop=False)  # error: [stop-gradient]
    return state


with tf.GradientTape() as tape:
    energy = tf.reduce_sum(settle(tf.constant(4)) ** 2)
print(tape.gradient(energy, [decay, drive]))
