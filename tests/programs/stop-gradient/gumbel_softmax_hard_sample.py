# outcome: none
import tensorflow as tf

logits = tf.Variable(tf.zeros([4, 6]))
scores = tf.random.normal([6])


def gumbel_softmax(logits, tau, hard):
    u = tf.random.uniform(tf.shape(logits), minval=1e-6, maxval=1.0)
    y = tf.nn.softmax((logits - tf.math.log(-tf.math.log(u) + 1e-6)) / tau)
    if hard:
        y_hard = tf.one_hot(tf.argmax(y, axis=-1), 6)
        y = tf.stop_gradient(y_hard - y + y)  # error: [stop-gradient]
    return y


for tau in [1.0, 0.5]:
    with tf.GradientTape() as tape:
        sample = gumbel_softmax(logits, tau, hard=True)
        reward = tf.reduce_sum(sample * scores)
    print(tape.gradient(reward, logits))
