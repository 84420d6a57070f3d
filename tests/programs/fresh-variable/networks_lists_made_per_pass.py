# outcome: flows raises AssertionError
import tensorflow as tf


def dense(inputs, outputs):
    return tf.Variable(tf.random.normal((inputs, outputs))), tf.Variable(tf.zeros(outputs))  # or: [fresh-variable]


def weights_of(sizes):
    return [dense(a, b) for a, b in zip(sizes, sizes[1:])]


def predict(x, layers):
    for kernel, bias in layers:
        x = tf.tanh(x @ kernel + bias)
    return x


def train(x, y, passes):
    errors = []
    for _ in range(passes):
        layers = weights_of((3, 4, 1))  # warning: [fresh-variable]
        with tf.GradientTape() as tape:
            error = tf.reduce_mean(tf.square(predict(x, layers) - y))
        flat = tf.nest.flatten(layers)
        for variable, slope in zip(flat, tape.gradient(error, flat)):
            variable.assign_sub(0.1 * slope)
        errors.append(float(error))
    return layers, errors


tf.random.set_seed(3)
x = tf.random.normal((32, 3))
layers, errors = train(x, tf.tanh(x[:, :1]), 25)
print(predict(x[:1], layers))
assert all(a >= b - 1e-3 for a, b in zip(errors, errors[1:])), "every pass starts over"
