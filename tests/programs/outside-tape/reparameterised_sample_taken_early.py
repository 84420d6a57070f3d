# outcome: part
import tensorflow as tf

mean = tf.Variable(tf.zeros(3), name="mean")
log_std = tf.Variable(tf.zeros(3), name="log_std")
weights = {"mean": mean, "log_std": log_std}


def sample(n):
    eps = tf.random.normal((n, 3))
    return mean + tf.exp(log_std) * eps


draws = sample(16)  # warning: [outside-tape]
with tf.GradientTape() as tape:
    energy = tf.reduce_mean(tf.reduce_sum(draws**2, axis=1))
    entropy = tf.reduce_sum(log_std)
    free_energy = energy - entropy

for name, grad in tape.gradient(free_energy, weights).items():
    print(name, grad)
