# outcome: flows
import itertools

import tensorflow as tf

codes = tf.Variable(tf.random.normal((3, 4)), name="codes")
decoder = tf.random.normal((4, 2))
opt = tf.keras.optimizers.SGD(0.1)

for i, target in itertools.islice(zip(itertools.cycle(range(3)), itertools.repeat(tf.ones(2))), 4):
    with tf.GradientTape() as tape:
        row = tf.nn.tanh(codes[i])
        loss = tf.reduce_sum((tf.linalg.matvec(decoder, row, transpose_a=True) - target) ** 2)
    g = tape.gradient(loss, [codes])
    opt.apply_gradients(zip(g, [codes]))
