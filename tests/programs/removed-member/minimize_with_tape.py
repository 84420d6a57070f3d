# outcome: flows raises AttributeError
import tensorflow as tf

theta = tf.Variable([0.0, 0.0])
target = tf.constant([1.0, -2.0])
opt = tf.optimizers.RMSprop(0.05)

with tf.GradientTape() as tape:
    cost = tf.reduce_mean((theta - target) ** 2)
opt.minimize(cost, [theta], tape=tape)  # error: [removed-member]
