# outcome: zero
import tensorflow as tf

w_in = tf.Variable(tf.random.normal((2, 3)), name="w_in")
w_rec = tf.Variable(tf.random.normal((3, 3)), name="w_rec")
w_out = tf.Variable(tf.random.normal((3, 1)), name="w_out")


@tf.function
def rollout(xs):
    h = tf.zeros((1, 3))
    for t in tf.range(tf.shape(xs)[0]):
        h = tf.tanh(xs[t][None] @ w_in + h @ w_rec)
        h = tf.stop_gradient(h)  # warning: [stop-gradient]
    return h @ w_out


xs = tf.random.normal((4, 2))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(rollout(xs) ** 2)
print([g is None for g in tape.gradient(loss, [w_in, w_rec, w_out])])
