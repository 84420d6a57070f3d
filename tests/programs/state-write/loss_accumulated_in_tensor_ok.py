# outcome: flows
import tensorflow as tf
from keras import optimizers

w = tf.Variable([[0.1], [0.2]])
total = tf.Variable(0.0, trainable=False)
opt = optimizers.SGD(0.1)
batches = [(tf.random.normal((6, 2)), tf.random.normal((6, 1))) for _ in range(3)]

for epoch in range(2):
    with tf.GradientTape() as tape:
        running = 0.0
        for x, y in batches:
            running += tf.reduce_mean((x @ w - y) ** 2)
        loss = running / len(batches)
        total.assign(running)
    opt.apply_gradients([(tape.gradient(loss, w), w)])
print(total.numpy())
