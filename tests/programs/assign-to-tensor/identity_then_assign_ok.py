# outcome: flows
import tensorflow as tf

w = tf.Variable(2.0)
shadow = tf.Variable(tf.identity(w), trainable=False)
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = (w - 5.0) ** 2
    g = tape.gradient(loss, w)
    w.assign_sub(0.1 * g)
    shadow.assign(0.9 * shadow + 0.1 * w)
print(w.numpy(), shadow.numpy())
