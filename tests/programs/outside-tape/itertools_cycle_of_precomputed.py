# outcome: none raises ValueError
import itertools

import tensorflow as tf

codes = tf.Variable(tf.random.normal((3, 4)), name="codes")
decoder = tf.random.normal((4, 2))
opt = tf.keras.optimizers.SGD(0.1)

rows = [tf.nn.tanh(codes[i]) for i in range(3)]  # error: [outside-tape]
for row, target in itertools.islice(zip(itertools.cycle(rows), itertools.repeat(tf.ones(2))), 4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((tf.linalg.matvec(decoder, row, transpose_a=True) - target) ** 2)
    g = tape.gradient(loss, [codes])
    opt.apply_gradients(zip(g, [codes]))
