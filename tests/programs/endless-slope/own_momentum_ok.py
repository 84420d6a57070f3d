# outcome: flows
import tensorflow as tf

w = tf.Variable(0.0)
lr = tf.Variable(0.0)
m = tf.Variable(tf.zeros([3]))
for i in range(3):
    with tf.GradientTape() as tape:
        loss = tf.square(w - 3.0) / (1.0 + lr)
    g = tape.gradient(loss, w)
    m.assign(0.9 * m + 0.1 * g)
    w.assign_sub(0.1 * g / (tf.sqrt(tf.reduce_sum(m**2)) + 1e-8))
print(w)
