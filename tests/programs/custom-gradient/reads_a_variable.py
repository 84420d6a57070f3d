# outcome: flows raises TypeError
import tensorflow as tf

scale = tf.Variable(2.0)


@tf.custom_gradient
def scaled_round(x):
    def grad(dy):  # error: [custom-gradient]
        return dy * scale

    return tf.round(x * scale), grad


w = tf.Variable([0.4, 1.7])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(scaled_round(w) ** 2)
print(tape.gradient(loss, [w, scale]))
