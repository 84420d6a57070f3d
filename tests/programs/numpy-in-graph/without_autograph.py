# outcome: raises TypeError
import tensorflow as tf

rate = tf.Variable(0.3)


@tf.function(autograph=False)
def penalty(observed):
    return float(tf.reduce_sum(observed)) * rate  # error: [numpy-in-graph]


with tf.GradientTape() as tape:
    loss = penalty(tf.constant([1.0, 4.0, 2.0]))
print(tape.gradient(loss, rate))
