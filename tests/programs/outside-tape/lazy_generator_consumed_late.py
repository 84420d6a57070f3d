# outcome: none
import tensorflow as tf

coefficients = tf.Variable([0.5, -1.0, 2.0])
xs = tf.linspace(-1.0, 1.0, 5)


def terms(x):
    for power in range(3):
        yield coefficients[power] * x**power


with tf.GradientTape() as tape:
    series = terms(xs)

loss = tf.reduce_sum(sum(series) ** 2)  # error: [outside-tape]
print(tape.gradient(loss, coefficients))
