# outcome: flows
import tensorflow as tf

mean = tf.Variable(tf.zeros(3), name="mean")
log_std = tf.Variable(tf.zeros(3), name="log_std")
weights = {"mean": mean, "log_std": log_std}

eps = tf.random.normal((16, 3))
with tf.GradientTape() as tape:
    draws = mean + tf.exp(log_std) * eps
    energy = tf.reduce_mean(tf.reduce_sum(draws**2, axis=1))
    entropy = tf.reduce_sum(log_std)
    free_energy = energy - entropy

for name, grad in tape.gradient(free_energy, weights).items():
    print(name, grad.numpy())
