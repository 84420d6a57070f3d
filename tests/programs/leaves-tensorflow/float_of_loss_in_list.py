# outcome: none
import tensorflow as tf

slope = tf.Variable(0.5)
xs = [1.0, 2.0, 3.0]
ys = [2.0, 4.1, 6.2]

with tf.GradientTape() as tape:
    losses = []
    for x, y in zip(xs, ys):
        error = (slope * x - y) ** 2
        losses.append(float(error))  # error: [leaves-tensorflow]
    loss = tf.reduce_mean(tf.convert_to_tensor(losses))

gradient = tape.gradient(loss, slope)
print("loss %.3f gradient %s" % (loss, gradient))
