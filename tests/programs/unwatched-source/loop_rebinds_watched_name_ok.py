# outcome: flows
"""Input optimisation."""
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
z = tf.random.normal((1, 4))
for step in range(3):
    with tf.GradientTape() as tape:
        tape.watch(z)
        z = tf.clip_by_norm(z, 1.0)
        act = net(z)[0, 1]
    grad = tape.gradient(act, z)
    z = z + 0.1 * grad
