# outcome: none
import keras
import tensorflow as tf

shares = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, activation="softmax")])
divergence = keras.metrics.KLDivergence(name="divergence")
rows, wanted = tf.random.normal((7, 3)), tf.ones((7, 2)) / 2.0

with tf.GradientTape() as tape:
    divergence.update_state(wanted, shares(rows))
    loss = divergence.result()  # error: [non-differentiable-op]
print(tape.gradient(loss, shares.trainable_variables))
