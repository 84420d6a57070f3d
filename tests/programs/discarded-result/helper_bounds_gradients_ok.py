# outcome: flows
import tensorflow as tf

tf.random.set_seed(5)
slope, offset = tf.Variable(tf.random.normal((3, 1))), tf.Variable(0.0)
optimizer = tf.keras.optimizers.SGD(0.1)
x = tf.random.normal((8, 3))
y = 200.0 * tf.reduce_sum(x, axis=1, keepdims=True)


def bounded(gradients, most):
    kept = []
    for gradient in gradients:
        kept.append(tf.clip_by_norm(gradient, most))
    return kept


for _ in range(3):
    with tf.GradientTape() as tape:
        error = tf.reduce_mean((x @ slope + offset - y) ** 2)
    gradients = tape.gradient(error, [slope, offset])
    gradients = bounded(gradients, 1.0)
    optimizer.apply_gradients(zip(gradients, [slope, offset]))
assert abs(float(offset)) < 0.4, "a step was too wide"
