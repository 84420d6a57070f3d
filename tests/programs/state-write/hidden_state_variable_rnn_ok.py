# outcome: flows
import tensorflow as tf

HIDDEN = 4
w_in = tf.Variable(tf.random.normal([2, HIDDEN], stddev=0.2))
w_rec = tf.Variable(tf.random.normal([HIDDEN, HIDDEN], stddev=0.2))
w_out = tf.Variable(tf.random.normal([HIDDEN, 1], stddev=0.2))
carried = tf.Variable(tf.zeros([1, HIDDEN]), trainable=False)


def step(x, state):
    state = tf.tanh(x @ w_in + state @ w_rec)
    return state @ w_out, state


sequence = tf.random.normal([6, 1, 2])
targets = tf.random.normal([6, 1, 1])
for chunk in range(2):
    with tf.GradientTape() as tape:
        loss = tf.constant(0.0)
        state = carried
        for t in range(3 * chunk, 3 * chunk + 3):
            out, state = step(sequence[t], state)
            loss += tf.reduce_sum((out - targets[t]) ** 2)
        carried.assign(state)
    g_in, g_rec, g_out = tape.gradient(loss, [w_in, w_rec, w_out])
    print(g_in.shape, g_rec.shape, g_out.shape)
