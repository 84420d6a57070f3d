# outcome: flows
"""The layers of a plain object go into a list: Keras looks into the list, not into the object."""
import tensorflow as tf
from tensorflow.keras import layers


class Branch:
    def __init__(self, width):
        self.inner, self.outer = layers.Dense(width, activation="relu"), layers.Dense(2)

    def __call__(self, x):
        return self.outer(self.inner(x))


class Net(tf.keras.Model):
    def __init__(self, widths=(3, 5)):
        super().__init__()
        self.branches = []
        for width in widths:
            self.branches.append(Branch(width))  # warning: [untracked-variable]
        self.head = layers.Dense(1)

    def call(self, x):
        return self.head(tf.concat([branch(x) for branch in self.branches], axis=-1))


net, optimizer = Net(), tf.keras.optimizers.SGD(0.1)
inputs, wanted = tf.random.normal([8, 4]), tf.random.normal([8, 1])
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(net(inputs) - wanted))
    gradients = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(gradients, net.trainable_variables))
