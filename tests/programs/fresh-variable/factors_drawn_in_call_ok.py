# outcome: flows
"""The weight is made once, and what `call` makes anew is only a place to add things up."""
import tensorflow as tf


class Pairs(tf.keras.Model):
    def __init__(self, size, rank):
        super().__init__()
        self.first = tf.keras.layers.Dense(1)
        self.factors = self.add_weight(shape=(size, rank), initializer="random_normal")

    def call(self, x):
        noise = 0.01 * tf.random.normal((4, 2))
        counted = tf.Variable(tf.zeros((1,)), trainable=False)
        counted.assign_add(tf.reduce_sum(tf.abs(noise))[None])
        factors = self.factors + noise
        both = tf.square(x @ factors) - tf.square(x) @ tf.square(factors)
        return self.first(x) + tf.reduce_sum(both, axis=1, keepdims=True) / (1.0 + counted)


model = Pairs(4, 2)
optimizer = tf.keras.optimizers.SGD(0.01)
x, y = tf.random.normal((6, 4)), tf.random.normal((6, 1))
for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x) - y))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
