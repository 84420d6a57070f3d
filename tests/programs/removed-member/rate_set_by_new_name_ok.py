# outcome: flows
import tensorflow as tf

w = tf.Variable(1.0)
optimizer = tf.keras.optimizers.SGD(0.1)

for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = 3.0 * w
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])
    optimizer.learning_rate = 0.1 / 10**epoch
assert abs(float(optimizer.learning_rate) - 0.01) < 1e-6
