# outcome: none
"""Truncated BPTT, where the loss of a window only reads the state from the previous window."""
import tensorflow as tf

cell = tf.keras.layers.SimpleRNNCell(4)
cell.build((None, 2))
opt = tf.keras.optimizers.SGD(0.05)
windows = tf.random.normal((3, 5, 2, 2))
state = tf.zeros((2, 4))

for w in windows:
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(state - 0.1))  # or: [unrelated-target]
        for x in w:
            _, (state,) = cell(x, [state])  # error: [outside-tape] or: [unused-source]
    grads = tape.gradient(loss, cell.trainable_variables)
    opt.apply_gradients([(g, v) for g, v in zip(grads, cell.trainable_variables) if g is not None]) if any(g is not None for g in grads) else print("nothing to apply")
