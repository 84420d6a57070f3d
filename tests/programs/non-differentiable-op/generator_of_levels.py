# outcome: none
import tensorflow as tf

height = tf.Variable([0.3, 1.7, 2.2])


def levels(base, n):
    for k in range(1, n + 1):
        yield tf.math.ceil(base * k)  # error: [non-differentiable-op]


with tf.GradientTape() as tape:
    water = tf.add_n(list(levels(height, 3)))
    spill = tf.reduce_sum(water**2)

print(tape.gradient(spill, height))
