# outcome: none
import tensorflow as tf

scores = tf.Variable(tf.random.normal((4, 3)))
values = tf.random.normal((3, 2))


def one_of(logits):
    soft = tf.nn.softmax(logits)
    hard = tf.one_hot(tf.argmax(logits, axis=-1), 3)
    return hard + tf.stop_gradient(soft - hard)  # error: [stop-gradient]


with tf.GradientTape() as tape:
    picked = one_of(scores) @ values
    loss = tf.reduce_mean(tf.square(picked - 1.0))
print(tape.gradient(loss, scores))
