# outcome: flows
import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x = tf.random.normal((4, 3))
with tf.GradientTape() as tape:
    tape.watch(x)
    y = tf.nn.sigmoid(x @ w)
    z = tf.identity(y)
    tape.watch(z)
    loss = tf.reduce_sum(z * tf.stop_gradient(z))
dx, dw, dz = tape.gradient(loss, [x, w, z])
print(dx.shape, dw.shape, dz.shape)
