# outcome: flows
import tensorflow as tf


def shifted(values, by):
    def along(x):
        return tf.roll(x, by, axis=0), back

    @tf.custom_gradient
    def back(dy):
        return tf.roll(dy, -by, axis=0), tf.custom_gradient(along)

    return tf.custom_gradient(along)(values)


w = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(shifted(w, 1) ** 2)
print(tape.gradient(loss, w))
