# outcome: flows
import tensorflow as tf

w = tf.Variable([0.4, 1.7])
x = tf.constant([[1.0, 2.0], [0.5, -1.0]])
y = tf.constant([1.0, 0.0])
optimizer = tf.compat.v1.train.AdamOptimizer(0.01)


def loss():
    prediction = tf.linalg.matvec(x, w)
    tf.print("rounded", tf.reduce_mean(tf.square(tf.linalg.matvec(x, tf.round(w)) - y)))
    return tf.reduce_mean(tf.square(prediction - y))


for _ in range(3):
    optimizer.minimize(loss, var_list=[w])
with tf.GradientTape() as tape:
    last = loss()
print(tape.gradient(last, w))
