# outcome: raises NotImplementedError
import tensorflow as tf


class Signed(tf.keras.optimizers.Optimizer):
    """Steps of one size, whatever the slope."""

    def __init__(self, learning_rate=0.01, name="signed"):
        super().__init__(learning_rate=learning_rate, name=name)

    def _resource_apply_dense(self, grad, var, apply_state=None):  # error: [removed-member]
        rate = tf.cast(self.learning_rate, var.dtype)
        var.assign_sub(rate * tf.sign(grad))


layer = tf.keras.layers.Dense(1)
x = tf.random.normal((8, 3))
layer(x)
optimizer = Signed(0.05)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((layer(x) - 1.0) ** 2)
grads = tape.gradient(loss, layer.trainable_variables)
optimizer.apply_gradients(zip(grads, layer.trainable_variables))
