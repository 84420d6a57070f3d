# outcome: none
import tensorflow as tf

w = tf.Variable(tf.ones([3, 1]))
x, y = tf.random.normal((8, 3)), tf.ones((8, 1))

with tf.GradientTape() as tape:
    out = tf.matmul(x, w)
    print("largest", tf.reduce_max(out))
    out = tf.clip_by_value(y, 0.0, 1.0)  # error: [unrelated-target]
    loss = tf.reduce_mean(tf.square(out - y))
print(tape.gradient(loss, w))
