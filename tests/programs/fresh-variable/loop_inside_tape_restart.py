# outcome: stuck
import tensorflow as tf

xs = [tf.random.normal((3, 2)) for _ in range(3)]
for x in xs:
    with tf.GradientTape() as tape:
        kernel = tf.Variable(tf.ones((2, 1)), name="kernel")  # warning: [fresh-variable]
        bias = tf.Variable(tf.zeros(1), name="bias")  # or: [fresh-variable]
        loss = tf.reduce_mean((x @ kernel + bias - 1.0) ** 2)
    grads = tape.gradient(loss, [kernel, bias])
    for v, g in zip([kernel, bias], grads):
        v.assign_sub(0.1 * g)
print(kernel.numpy())
