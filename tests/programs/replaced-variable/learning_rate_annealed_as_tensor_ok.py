# outcome: flows
import tensorflow as tf

x = tf.Variable(4.0)
lr = tf.Variable(0.4, trainable=False)
temperature = tf.Variable(1.0)

for step in range(5):
    with tf.GradientTape() as tape:
        loss = tf.math.softplus(x / tf.stop_gradient(temperature))
    dx = tape.gradient(loss, x)
    x.assign_sub(lr * dx)
    lr = lr * 0.9
    temperature = temperature * 0.95
print(x.numpy(), float(lr), float(temperature))
