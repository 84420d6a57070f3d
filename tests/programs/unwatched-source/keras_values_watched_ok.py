# outcome: flows
import keras
import tensorflow as tf

mixing = keras.Variable(keras.random.uniform((3, 2)), name="mixing")
codes = keras.layers.Dense(2)
codes.build((None, 2))
plain = tf.Variable(tf.ones((3, 2)))

with tf.GradientTape(watch_accessed_variables=False) as tape:
    tape.watch([mixing.value, plain])
    tape.watch([v.value for v in codes.trainable_variables])
    score = tf.reduce_sum(codes(mixing) ** 2) + tf.reduce_sum(codes(plain))
print(tape.gradient(score, [mixing, plain, codes.kernel]))

with tf.GradientTape() as tape:
    try:
        tape.watch(codes.kernel)
    except ValueError:
        pass
    score = tf.reduce_sum(codes(mixing) ** 2)
print(tape.gradient(score, codes.trainable_variables))
