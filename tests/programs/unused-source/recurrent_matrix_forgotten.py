# outcome: part
import tensorflow as tf

w_in = tf.Variable(tf.random.normal((2, 4)) * 0.5)
w_rec = tf.Variable(tf.random.normal((4, 4)) * 0.5)  # warning: [unused-source]


def run(sequence):
    states = [tf.zeros((1, 4))]
    for x in tf.unstack(sequence):
        states.append(tf.tanh(x[None] @ w_in + states[-1]))
    return states[-1]


sequence = tf.random.normal((5, 2))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(run(sequence) ** 2)
g_in, g_rec = tape.gradient(loss, [w_in, w_rec])
print(g_in.shape, g_rec)
