# outcome: flows
import tensorflow as tf

x = tf.Variable([0.5, -1.5, 2.0])
column = tf.Variable([[0.5], [-1.5], [2.0]])
rate = tf.Variable(0.7)
table = tf.Variable(tf.random.normal((4, 3)))

with tf.GradientTape(persistent=True) as tape:
    centred = tf.square(x - tf.reduce_mean(x))
    pairs = tf.square(column - tf.reshape(column, (3,)))
    all_pairs = tf.abs(x[:, None] - x[None, :])
    rows = tf.square(tf.gather(table, [0, 1]) - tf.gather(table, [2, 3]))
    doubled = 2.0 * x - x
    steps = tf.square(x[1:] - x[:-1])
    before = tf.sin(rate)
    rate.assign(2.0)
    changed = tf.sin(rate) - before
    parts = tf.split(x, 3)
    between = parts[0] - parts[1]
    pairs *= [[0.0, 1.0, 2.0]] * 3
for value, source in (
    (centred, x), (pairs, column), (all_pairs, x), (rows, table),
    (doubled, x), (steps, x), (changed, rate), (between, x),
):
    print(tape.gradient(value, source))
