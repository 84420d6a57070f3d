# outcome: stuck
import tensorflow as tf

x = tf.constant([1.0, 2.0, 3.0, 4.0])
y = 2.5 * x
opt = tf.keras.optimizers.SGD(0.01)

for step in range(8):
    w = tf.Variable(0.0, name="w")  # warning: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((w * x - y) ** 2)
    grad = tape.gradient(loss, w)
    w.assign_sub(0.01 * grad)
    print(step, loss.numpy(), w.numpy())
