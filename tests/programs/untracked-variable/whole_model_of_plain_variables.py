# outcome: flows raises ValueError
import tensorflow as tf


class Linear(tf.keras.Model):
    def __init__(self, width):
        super().__init__()
        self.w = tf.Variable(tf.random.normal((width, 1)), name="w")  # error: [untracked-variable]
        self.b = tf.Variable(tf.zeros((1,)), name="b")  # error: [untracked-variable]

    def call(self, inputs):
        return tf.matmul(inputs, self.w) + self.b


model = Linear(3)
optimizer = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal((8, 3)), tf.ones((8, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(x) - y) ** 2)
gradients = tape.gradient(loss, model.trainable_variables)
optimizer.apply_gradients(zip(gradients, model.trainable_variables))
