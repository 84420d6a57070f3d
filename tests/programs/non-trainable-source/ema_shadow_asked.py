# outcome: none
import tensorflow as tf

live = tf.Variable([1.0, 2.0])
shadow = tf.Variable(live, trainable=False)  # error: [non-trainable-source]
x = tf.constant([0.5, -0.5])

with tf.GradientTape() as tape:
    output = tf.reduce_sum(shadow * x) ** 2

gradient = tape.gradient(output, shadow)
print("shadow gradient", gradient)
shadow.assign(0.9 * shadow + 0.1 * live)
