# outcome: flows
import tensorflow as tf


def gumbel_softmax(logits, temperature, hard):
    uniform = tf.random.uniform(tf.shape(logits), minval=1e-6, maxval=1.0)
    noisy = logits - tf.math.log(-tf.math.log(uniform))
    soft = tf.nn.softmax(noisy / temperature)
    if not hard:
        return soft
    index = tf.argmax(soft, axis=-1)
    one_hot = tf.one_hot(index, logits.shape[-1], dtype=soft.dtype)
    return tf.stop_gradient(one_hot - soft) + soft


logits = tf.Variable(tf.zeros((4, 3)))
costs = tf.constant([1.0, 2.0, 0.5])
optimizer = tf.keras.optimizers.Adam(0.1)
for step in range(3):
    with tf.GradientTape() as tape:
        choice = gumbel_softmax(logits, temperature=0.5, hard=step > 0)
        loss = tf.reduce_mean(tf.reduce_sum(choice * costs, axis=-1))
    optimizer.apply_gradients([(tape.gradient(loss, logits), logits)])
print(tf.argmax(logits, axis=-1).numpy())
