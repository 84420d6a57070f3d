# outcome: raises ValueError
import keras
import tensorflow as tf

mixing = keras.Variable(keras.random.uniform((3, 2)), name="mixing")
codes = keras.layers.Dense(2)
codes.build((None, 2))

with tf.GradientTape(watch_accessed_variables=False) as tape:
    tape.watch(mixing)  # error: [unwatched-source]
    score = tf.reduce_sum(codes(mixing) ** 2)
print(tape.gradient(score, mixing))
