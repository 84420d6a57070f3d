# outcome: part
import tensorflow as tf

scale = tf.Variable(2.0)
shift = tf.Variable(0.5)
x = tf.linspace(0.0, 1.0, 10)
parts = {"scaled": None, "shifted": None}

with tf.GradientTape() as tape:
    parts["scaled"] = tf.stop_gradient(scale * x)  # warning: [stop-gradient]
    parts["shifted"] = shift + x
    total = tf.add_n(list(parts.values()))
    loss = tf.reduce_mean((total - 3.0 * x) ** 2)
print(tape.gradient(loss, {"scale": scale, "shift": shift}))
