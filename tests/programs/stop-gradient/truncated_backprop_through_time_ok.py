# outcome: flows
import tensorflow as tf

cell_w = tf.Variable(tf.random.normal((5, 3)) * 0.4)
opt = tf.keras.optimizers.SGD(0.05)


def step(state, x):
    hidden = tf.tanh(tf.concat([x, state["h"]], axis=1) @ cell_w)
    return {"h": hidden, "energy": state["energy"] + tf.reduce_sum(hidden**2)}


def truncate(state):
    return tf.nest.map_structure(tf.stop_gradient, state)


xs = tf.random.normal((4, 6, 2))
state = {"h": tf.zeros((4, 3)), "energy": tf.constant(0.0)}
for chunk in range(2):
    state = truncate(state)
    with tf.GradientTape() as tape:
        for t in range(3 * chunk, 3 * chunk + 3):
            state = step(state, xs[:, t])
        loss = state["energy"]
    opt.apply_gradients([(tape.gradient(loss, cell_w), cell_w)])
    print(chunk, loss.numpy())
