# outcome: flows
import tensorflow as tf

scale = tf.Variable(2.0)


@tf.custom_gradient
def scaled_round(x):
    def grad(dy, variables=None):
        return dy * scale, [tf.reduce_sum(dy * x) for _ in variables]

    return tf.round(x * scale), grad


@tf.custom_gradient
def scaled_floor(x, factor):
    def grad(dy):
        return dy * factor, tf.reduce_sum(dy * x)

    return tf.floor(x * factor), grad


w = tf.Variable([0.4, 1.7])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(scaled_round(w) ** 2) + tf.reduce_sum(scaled_floor(w, scale) ** 2)
print(tape.gradient(loss, [w, scale]))
