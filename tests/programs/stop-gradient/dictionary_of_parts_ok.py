# outcome: flows
import tensorflow as tf

scale = tf.Variable(2.0)
shift = tf.Variable(0.5)
x = tf.linspace(0.0, 1.0, 10)
parts = {}

with tf.GradientTape() as tape:
    parts["scaled"] = scale * x
    parts["shifted"] = shift + x
    logged = {name: tf.stop_gradient(tf.reduce_mean(value)) for name, value in parts.items()}
    total = tf.add_n(list(parts.values()))
    loss = tf.reduce_mean((total - 3.0 * x) ** 2)
print(tape.gradient(loss, {"scale": scale, "shift": shift}), logged)
