# outcome: flows
import numpy as np
import tensorflow as tf

lengths = tf.constant([2, 4, 3])
is_special = tf.constant([1, 0, 0, 1])
gates = tf.Variable(tf.sequence_mask(lengths, 4, dtype=tf.float32))
prior = tf.Variable(tf.where(is_special > 0, 2.0, -2.0))
bias = tf.Variable(tf.zeros_like(is_special, dtype=tf.float32))
scale = tf.Variable(tf.ones_like(is_special, tf.float32))
start = tf.Variable(np.random.choice([0.1, 0.5, 0.9], size=4), dtype=tf.float32)
bins = tf.Variable(tf.cast(np.histogram(np.random.rand(50), bins=3)[1], tf.float32))
x = tf.random.normal([3, 4])
with tf.GradientTape() as tape:
    h = x * tf.sigmoid(gates) * scale + bias + prior
    soft_bin = tf.nn.softmax(-tf.square(h[..., None] - bins))
    loss = tf.reduce_mean(h * start) + tf.reduce_mean(soft_bin[..., 0])
names = ["gates", "prior", "bias", "scale", "start", "bins"]
for n, g in zip(names, tape.gradient(loss, [gates, prior, bias, scale, start, bins])):
    print(n, g.shape)
