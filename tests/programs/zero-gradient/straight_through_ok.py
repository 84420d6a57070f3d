# outcome: flows
import tensorflow as tf

steps = tf.Variable([0.2, 1.7, -0.6])
levels = tf.constant([0.0, 2.0, -1.0])

with tf.GradientTape(persistent=True) as tape:
    inside = steps + tf.stop_gradient(tf.round(steps) - steps)
    other_way = levels + steps - tf.stop_gradient(steps)
    soft = tf.tanh(steps)
    hard = tf.stop_gradient(tf.sign(soft)) - tf.stop_gradient(soft) + soft
    twice = steps + tf.stop_gradient(levels) - 0.5 * steps
    outside = (steps - levels) + levels
    loss = sum(tf.reduce_sum(tf.square(v)) for v in (inside, other_way, hard, twice, outside))
print(tape.gradient(loss, steps))
for value in (inside, other_way, hard, twice, outside):
    print(tape.gradient(value, steps))
