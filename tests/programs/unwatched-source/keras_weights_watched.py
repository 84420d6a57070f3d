# outcome: raises ValueError
import tensorflow as tf

scorer = tf.keras.Sequential([tf.keras.layers.Input((4,)), tf.keras.layers.Dense(3, activation="tanh")])
data = tf.random.normal((6, 4))

with tf.GradientTape() as tape:
    tape.watch(scorer.trainable_variables)  # error: [unwatched-source]
    energy = tf.reduce_sum(scorer(data) ** 2)
print(tape.gradient(energy, scorer.trainable_variables))
