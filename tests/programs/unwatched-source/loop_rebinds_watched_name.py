# outcome: none raises TypeError
"""Input optimisation: the name is bound anew between watch and use."""
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
z = tf.random.normal((1, 4))
for step in range(3):
    with tf.GradientTape() as tape:
        tape.watch(z)
        z = tf.clip_by_norm(z, 1.0)
        act = net(z)[0, 1]
        z = z * 1.0  # error: [unused-source]
    grad = tape.gradient(act, z)  # or: [foreign-sources] or: [unwatched-source]
    z = z + 0.1 * grad
