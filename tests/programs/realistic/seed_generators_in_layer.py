# outcome: flows
import tensorflow as tf
import keras
rng = tf.random.Generator.from_seed(1)
w = tf.Variable([1.0, 2.0])
class L(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.seed = keras.random.SeedGenerator(3)
        self.rng = tf.random.Generator.from_non_deterministic_state()
        self.d = keras.layers.Dense(2)
    def call(self, x):
        return self.d(x) + keras.random.normal(keras.ops.shape(x), seed=self.seed) * self.rng.uniform((2,))
l = L()
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * rng.normal((2,))) + tf.reduce_sum(l(tf.ones((1, 2)))) + tf.random.get_global_generator().normal([])
print(tape.gradient(loss, [w, *l.trainable_variables]))
