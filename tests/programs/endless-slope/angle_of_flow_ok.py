# outcome: flows
import tensorflow as tf

flow = tf.Variable(tf.concat([tf.ones((3, 2)), tf.zeros((2, 2))], axis=0))

with tf.GradientTape(persistent=True) as tape:
    ahead = tf.atan2(flow[:, 1], tf.nn.softplus(flow[:, 0]))
    steep = tf.math.atan2(tf.exp(flow[:, 1]), flow[:, 0])
    slope = tf.math.atan2(flow[:, 1], 1.0)
for value in (ahead, steep, slope):
    print(tape.gradient(value, flow))
