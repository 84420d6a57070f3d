# outcome: flows
import tensorflow as tf

a = tf.Variable(tf.random.normal((3, 2)))
b = tf.Variable(tf.zeros((2,)))
frozen = tf.Variable(tf.ones((2,)), trainable=False)
x = tf.random.normal((6, 3))

with tf.GradientTape() as tape:
    tape.watch([a, b])  # hint: [redundant-watch]
    out = tf.nn.elu(x @ a + b)
    loss = tf.reduce_mean(out * frozen)
print(tape.gradient(loss, [a, b]))
