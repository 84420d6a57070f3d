# outcome: raises InvalidArgumentError
import tensorflow as tf

w1 = tf.Variable(tf.random.normal((4, 7)))
w2 = tf.Variable(tf.random.normal((7, 2)))
opt = tf.keras.optimizers.SGD(0.1)
x = tf.random.normal((5, 4))

params = [w1, w2]
with tf.GradientTape() as tape:
    out = tf.nn.relu(x @ w1) @ w2
    loss = tf.reduce_sum(out**2)
grads = tape.gradient(loss, params)
opt.apply_gradients(zip(reversed(grads), params))  # error: [mismatched-gradients]
