# outcome: flows
"""Truncated BPTT."""
import tensorflow as tf

cell = tf.keras.layers.SimpleRNNCell(4)
cell.build((None, 2))
opt = tf.keras.optimizers.SGD(0.05)
windows = tf.random.normal((3, 5, 2, 2))
state = tf.zeros((2, 4))

for w in windows:
    with tf.GradientTape() as tape:
        loss = 0.0
        for x in w:
            _, (state,) = cell(x, [state])
            loss += tf.reduce_mean(tf.square(state - 0.1))
    grads = tape.gradient(loss, cell.trainable_variables)
    opt.apply_gradients([(g, v) for g, v in zip(grads, cell.trainable_variables) if g is not None])
    state = tf.stop_gradient(state)
