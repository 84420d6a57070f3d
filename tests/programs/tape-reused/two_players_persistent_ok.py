# outcome: flows
import tensorflow as tf

players = {"min": tf.Variable(0.5), "max": tf.Variable(-0.5)}
signs = {"min": -1.0, "max": +1.0}
with tf.GradientTape() as tape:
    payoff = players["min"] ** 2 - players["max"] ** 2 + players["min"] * players["max"]
grads = tape.gradient(payoff, players)
for name, g in grads.items():
    players[name].assign_add(0.1 * signs[name] * g)
