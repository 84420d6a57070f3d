# outcome: flows
import tensorflow as tf

log_std = tf.Variable(tf.zeros([2]))
mean = tf.Variable(tf.zeros([2]))
a = tf.random.normal([5, 2])
with tf.GradientTape() as tape:
    std = tf.exp(log_std)
    z = (a - mean) / std
    logp = -0.5 * tf.reduce_sum(z**2, -1) - tf.reduce_sum(log_std) 
    reg = tf.sqrt(tf.reduce_sum(mean**2) + 1e-6) + tf.abs(mean)[0]
    loss = -tf.reduce_mean(logp) + reg
print(tape.gradient(loss, [log_std, mean]))
