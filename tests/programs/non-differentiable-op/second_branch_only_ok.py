# outcome: flows
import tensorflow as tf

temperature = tf.Variable(0.7)
target = tf.constant(0.0)
optimizer = tf.keras.optimizers.SGD(0.1)


def activate(v, hard=False):
    if hard:
        return tf.cast(v > 0.5, tf.float32)
    return tf.sigmoid(v)


for step in range(3):
    with tf.GradientTape() as tape:
        out = activate(temperature)
        loss = (out - target) ** 2
    g = tape.gradient(loss, temperature)
    optimizer.apply_gradients([(g, temperature)])
    print(step, loss.numpy(), activate(temperature, hard=True).numpy())
