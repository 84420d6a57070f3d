# outcome: flows
import tensorflow as tf

counts = tf.constant([[4.0, 0.0, 2.0], [1.0, 1.0, 0.0]])
scale = tf.Variable(3.0)
sharp = tf.Variable(1.5)
names = tf.Variable([0.2, 0.1, 0.4])

with tf.GradientTape() as tape:
    share = counts / scale
    smooth = tf.math.log1p(share) + tf.sqrt(share + 1e-6)
    weighed = tf.where(share > 0.5, tf.math.log(tf.where(share > 0.5, share, 1.0)), 0.0)
    steep = tf.pow(counts / (1.0 + tf.exp(sharp)), 2.0)
    loss = tf.reduce_sum((smooth + weighed + steep) * names)
print(tape.gradient(loss, [scale, sharp, names]))
