# outcome: flows
import tensorflow as tf
from keras import metrics, optimizers

w = tf.Variable([[0.1], [0.2]])
mean_loss = metrics.Mean()
calls = tf.Variable(0)
peak = tf.Variable(0.0, trainable=False)
opt = optimizers.SGD(0.1)
x, y = tf.random.normal((6, 2)), tf.random.normal((6, 1))

for _ in range(3):
    with tf.GradientTape() as tape:
        calls.assign_add(1)
        loss = tf.reduce_mean((x @ w - y) ** 2)
        mean_loss.update_state(loss)
        peak.assign(tf.maximum(peak, loss))
        if calls > 100:
            loss = loss * 0.5
    opt.apply_gradients([(tape.gradient(loss, w), w)])
print(mean_loss.result().numpy(), peak.numpy(), calls.numpy())
