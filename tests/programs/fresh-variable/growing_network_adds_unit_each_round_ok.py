# outcome: flows
"""Boosting: every round adds a new unit, trains it and keeps it."""
import tensorflow as tf

x = tf.reshape(tf.linspace(-2.0, 2.0, 40), (-1, 1))
y = tf.sin(3.0 * x)
units = []


def predict(x):
    out = tf.zeros_like(x)
    for a, b, c in units:
        out += c * tf.tanh(a * x + b)
    return out


for round_ in range(3):
    unit = [tf.Variable(tf.random.normal(())) for _ in range(3)]
    units.append(unit)
    for _ in range(4):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((predict(x) - y) ** 2)
        for v, g in zip(unit, tape.gradient(loss, unit)):
            v.assign_sub(0.1 * g)
    print(round_, loss.numpy())
