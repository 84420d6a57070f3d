# outcome: flows
import tensorflow as tf

sgd = tf.keras.optimizers.SGD(learning_rate=0.1)

with tf.GradientTape() as tape:
    heads = tf.random.uniform([]) > 0.5
    if heads:
        bias = tf.Variable(0.0)
        cost = bias * bias
    else:
        bias = tf.Variable(0.0)
        cost = bias + bias

slope = tape.gradient(cost, bias)
try:
    sgd.apply_gradients([(slope, bias)])
except ValueError:
    print("no gradient for the bias")
