# outcome: flows
import keras
from keras import ops
import tensorflow as tf

y = ops.array([0, 1, 1])
knots = tf.Variable(ops.arange(0, 1, 0.25))
on = tf.Variable(ops.where(y > 0, 1.0, 0.0))
row = tf.Variable(ops.scatter([[1]], [2.0], (3,)))
x = keras.random.uniform((5,))
with tf.GradientTape() as tape:
    hats = ops.relu(1.0 - ops.abs(ops.expand_dims(x, 1) - knots) * 4.0)
    loss = ops.sum(hats) + ops.sum(on * row) + ops.sum(ops.square(row))
print([g.shape for g in tape.gradient(loss, [knots, on, row])])
