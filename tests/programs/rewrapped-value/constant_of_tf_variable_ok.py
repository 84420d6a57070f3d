# outcome: flows
import tensorflow as tf

temperature = tf.Variable(2.0, name="temperature")
logits = tf.random.normal((30, 4), seed=3)
labels = tf.random.uniform((30,), maxval=4, dtype=tf.int32, seed=5)


def calibrated_nll(logits, labels):
    t = tf.convert_to_tensor(temperature, dtype=tf.float32)
    scaled = logits / t
    return tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scaled)
    )


history = []
for i in range(10):
    with tf.GradientTape() as tape:
        nll = calibrated_nll(logits, labels)
    g = tape.gradient(nll, temperature)
    temperature.assign_sub(0.5 * g)
    history.append(tf.constant(temperature))
print(tf.stack(history).numpy())
