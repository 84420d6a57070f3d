# outcome: flows
import tensorflow as tf

advantage = tf.constant([1.0, -0.5, 2.0])
logits = tf.Variable([0.1, 0.2, -0.1])
old = tf.constant([0.0, 0.0, 0.0])


def surrogate(new, clip=0.2):
    terms = []
    for k in range(3):
        ratio = tf.exp(new[k] - old[k])
        clipped = tf.clip_by_value(ratio, 1 - clip, 1 + clip)
        terms.append(min(ratio * advantage[k], clipped * advantage[k]))
    return tf.add_n(terms)


with tf.GradientTape() as tape:
    objective = -surrogate(logits)
print(float(objective), tape.gradient(objective, logits).numpy())
