# outcome: part
import tensorflow as tf

HIDDEN = 4
w_in = tf.Variable(tf.random.normal([2, HIDDEN], stddev=0.2))
w_rec = tf.Variable(tf.random.normal([HIDDEN, HIDDEN], stddev=0.2))
w_out = tf.Variable(tf.random.normal([HIDDEN, 1], stddev=0.2))
state = tf.Variable(tf.zeros([1, HIDDEN]), trainable=False)


def step(x):
    new_state = tf.tanh(x @ w_in + state @ w_rec)
    state.assign(new_state)  # warning: [state-write]
    return state @ w_out


sequence = tf.random.normal([6, 1, 2])
targets = tf.random.normal([6, 1, 1])
with tf.GradientTape() as tape:
    loss = tf.constant(0.0)
    for t in range(6):
        loss += tf.reduce_sum((step(sequence[t]) - targets[t]) ** 2)
g_in, g_rec, g_out = tape.gradient(loss, [w_in, w_rec, w_out])
print(g_in, g_rec, g_out.shape)
