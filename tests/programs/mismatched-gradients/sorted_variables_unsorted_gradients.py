# outcome: raises InvalidArgumentError
import tensorflow as tf

w = tf.Variable(tf.random.normal((3, 2)), name="w")
b = tf.Variable(tf.zeros((2,)), name="b")
opt = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal((7, 3)), tf.random.normal((7, 2))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((x @ w + b - y) ** 2)
grads = tape.gradient(loss, [w, b])
opt.apply_gradients(zip(grads, [b, w]))  # error: [mismatched-gradients]
