# outcome: none raises TypeError
from types import SimpleNamespace

import tensorflow as tf

p = SimpleNamespace(a=tf.Variable(1.0), b=tf.Variable(-1.0))
x = tf.constant([0.0, 1.0, 2.0])
y = tf.constant([1.0, 3.0, 5.0])

for step in range(5):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((p.a * x + p.b - y) ** 2)
    ga, gb = tape.gradient(loss, [p.a, p.b])
    p.a, p.b = p.a - 0.1 * ga, p.b - 0.1 * gb  # error: [replaced-variable]
print(p.a, p.b)
