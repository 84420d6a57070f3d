# outcome: flows
import tensorflow as tf

w = tf.Variable(1.0)
lr, history = 0.1, []
for step in range(3):
    start = w
    with tf.GradientTape() as tape:
        p = w * 1.0
        p *= 2.0
        p -= 3.0
        loss = p**2
    g = tape.gradient(loss, start)
    w.assign_add(-lr * g)
    w_value = w + 0.0
    w_value -= 1.0
    history.append(w_value.numpy())
print(history)
