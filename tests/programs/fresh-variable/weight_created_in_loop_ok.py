# outcome: flows
import tensorflow as tf

x = tf.constant([1.0, 2.0, 3.0, 4.0])
y = 2.5 * x
weights = []

for start in (0.0, 1.0, 5.0):
    w = tf.Variable(start, name="w")
    for step in range(8):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((w * x - y) ** 2)
        grad = tape.gradient(loss, w)
        w.assign_sub(0.01 * grad)
    weights.append(w)
print([v.numpy() for v in weights])
