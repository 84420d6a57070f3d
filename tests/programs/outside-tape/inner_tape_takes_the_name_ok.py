# outcome: flows
import tensorflow as tf

w = tf.Variable([0.3, -0.8])
x = tf.constant([1.0, 2.0])


def slope(of, at):
    with tf.GradientTape() as tape:
        tape.watch(at)
        value = of(at)
    return tape.gradient(value, at)


with tf.GradientTape() as tape:
    outer = tape
    with tf.GradientTape() as tape:
        inner_loss = tf.reduce_sum(w * x)
    fast = w - 0.1 * tape.gradient(inner_loss, w)
    loss = tf.reduce_sum(tf.sin(fast) * slope(tf.square, x))
print(outer.gradient(loss, w))

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(tf.exp(w))
    with tf.GradientTape() as tape:
        loss = loss + tf.reduce_sum(tf.square(w) * x)
        part = tf.reduce_sum(tf.square(w) * x)
    print(tape.gradient(part, w))
