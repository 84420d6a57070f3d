# outcome: flows
"""Where a state starts is a variable, and stays zero."""

import tensorflow as tf

x = tf.random.normal([2, 5, 3])
W, U = tf.Variable(tf.random.normal([3, 4])), tf.Variable(tf.random.normal([4, 4]))
start = tf.Variable(tf.zeros([2, 4]))
optimizer = tf.keras.optimizers.SGD(0.1)
for _ in range(3):
    with tf.GradientTape() as tape:
        h = start
        for t in range(5):
            h = tf.tanh(x[:, t] @ W + h @ U)
        loss = tf.reduce_mean(h**2)
    optimizer.apply_gradients(zip(tape.gradient(loss, [W, U]), [W, U]))
