# outcome: none raises ValueError
import tensorflow as tf

temperature = tf.Variable(0.7)
target = tf.constant(0.0)
optimizer = tf.keras.optimizers.SGD(0.1)


def activate(v, hard):
    if hard:
        return tf.cast(v > 0.5, tf.float32)  # error: [non-differentiable-op]
    return tf.sigmoid(v)


for step, hard in enumerate([False, False, True]):
    with tf.GradientTape() as tape:
        out = activate(temperature, hard)
        loss = (out - target) ** 2
    g = tape.gradient(loss, temperature)
    optimizer.apply_gradients([(g, temperature)])
    print(step, loss.numpy())
