# outcome: flows raises AssertionError
"""A weight is drawn in `call`, so each pass has another one."""
import tensorflow as tf


class Pairs(tf.keras.Model):
    def __init__(self, size, rank):
        super().__init__()
        self.size, self.rank = size, rank
        self.first = tf.keras.layers.Dense(1)

    def call(self, x):
        factors = tf.Variable(tf.random.normal((self.size, self.rank)))  # warning: [fresh-variable]
        both = tf.square(x @ factors) - tf.square(x) @ tf.square(factors)
        return self.first(x) + tf.reduce_sum(both, axis=1, keepdims=True)


model = Pairs(4, 2)
optimizer = tf.keras.optimizers.SGD(0.01)
x, y = tf.random.normal((6, 4)), tf.random.normal((6, 1))
for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - y))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
assert len(model.trainable_variables) == 3, "the factors are trained as well"
