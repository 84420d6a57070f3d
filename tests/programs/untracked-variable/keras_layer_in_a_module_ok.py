# outcome: flows
import tensorflow as tf
from tensorflow import keras


class Regressor(tf.Module):
    def __init__(self, units):
        super().__init__()
        self.hidden = keras.layers.Dense(units, activation="tanh")
        self.hidden.build((None, 3))
        self.mix = tf.Variable(tf.random.normal((units, 1)))

    def __call__(self, x):
        return self.hidden(x) @ self.mix


net = Regressor(4)
optimizer = keras.optimizers.SGD(0.1)
x = tf.random.normal((16, 3))
before = net.hidden.get_weights()[0]
for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(net(x) - x[:, :1]))
    weights = [*net.trainable_variables, *net.hidden.trainable_variables]
    optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
assert abs(net.hidden.get_weights()[0] - before).max() > 0
