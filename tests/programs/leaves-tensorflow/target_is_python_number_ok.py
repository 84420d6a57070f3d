# outcome: flows
import tensorflow as tf

w = tf.Variable([0.1, 0.2])
data = [([1.0, 2.0], 1.0), ([0.5, -1.0], 0.0)]
log = []


def total_loss():
    total = 0.0
    for x, y in data:
        pred = tf.sigmoid(tf.reduce_sum(w * x))
        log.append((pred - y).numpy() ** 2)
        total += (pred - y) ** 2
    return total / len(data)


with tf.GradientTape() as tape:
    loss = total_loss()
w.assign_sub(0.1 * tape.gradient(loss, w))
print(sum(log))
