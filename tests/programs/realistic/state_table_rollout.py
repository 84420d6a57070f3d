# outcome: flows
import tensorflow as tf

gain = tf.Variable(1.3)
decay = tf.Variable(0.2)
TABLE = {
    "start": ("warm", lambda z: z),
    "warm": ("work", lambda z: z + 1.0),
    "work": ("cool", lambda z: z * gain),
    "cool": (None, lambda z: z * tf.exp(-decay)),
}


def run(z, state="start"):
    trace = []
    while state is not None:
        trace.append(state)
        state, action = TABLE[state]
        z = action(z)
    return z, trace


with tf.GradientTape() as tape:
    out, trace = run(tf.constant(2.0))
    loss = (out - 3.0) ** 2
print([g.numpy() for g in tape.gradient(loss, [gain, decay])], trace)
