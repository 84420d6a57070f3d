# outcome: flows
import tensorflow as tf

w = tf.Variable(5.0)
start = w
with tf.GradientTape() as tape:
    loss = w * w
print(tape.gradient(loss, w))
rounded = start
rounded //= 2.0
counts = {"steps": 0}
counts["steps"] += 1
total = 0.0
total += w * 2.0
total -= w
print(rounded, counts, total)
try:
    w -= 1.0
except RuntimeError:
    w.assign_sub(1.0)
