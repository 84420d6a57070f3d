# outcome: flows
import tensorflow as tf


class WeightNormDense(tf.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.direction = tf.Variable(tf.random.normal((n_in, n_out)))
        self.length = tf.Variable(tf.ones(n_out))

    @property
    def kernel(self):
        return self.length * tf.math.l2_normalize(self.direction, axis=0)

    def __call__(self, x):
        return tf.matmul(x, self.kernel)


layer = WeightNormDense(3, 2)
x = tf.random.normal((4, 3))
print("kernel norm", tf.norm(layer.kernel).numpy())
optimizer = tf.keras.optimizers.SGD(0.1)

for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(layer(x) ** 2)
    grads = tape.gradient(loss, layer.trainable_variables)
    optimizer.apply_gradients(zip(grads, layer.trainable_variables))
