# outcome: flows
import tensorflow as tf

live = tf.Variable([1.0, 2.0])
shadow = tf.Variable(live, trainable=False)
x = tf.constant([0.5, -0.5])

for _ in range(3):
    with tf.GradientTape() as tape:
        output = tf.reduce_sum(live * x) ** 2
        consistency = tf.reduce_mean((live - shadow) ** 2)
        loss = output + consistency
    gradient = tape.gradient(loss, live)
    live.assign_sub(0.1 * gradient)
    shadow.assign(0.9 * shadow + 0.1 * live)
print(live.numpy(), shadow.numpy())
