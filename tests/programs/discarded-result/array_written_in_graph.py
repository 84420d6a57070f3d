# outcome: none
import tensorflow as tf

w = tf.Variable(2.0)


@tf.function
def unrolled(steps):
    states = tf.TensorArray(tf.float32, size=steps)
    state = w
    for i in range(steps):
        state = state * w
        states.write(i, state)  # warning: [discarded-result]
    return tf.reduce_sum(states.stack())


with tf.GradientTape() as tape:
    loss = unrolled(3)
print(tape.gradient(loss, w))
