# outcome: flows
# used: net = Net(units=8)
# used: print(net.distributed_step(tf.distribute.get_strategy(), tf.ones((4, 3)), tf.ones((4, 1))))
"""What a function inside a method closes over is what the method had."""
import tensorflow as tf


class Net(tf.keras.Model):
    def __init__(self, units):
        super().__init__()
        self.hidden = tf.keras.layers.Dense(units, activation="relu")
        self.out = tf.keras.layers.Dense(1)
        self.adam = tf.keras.optimizers.Adam(1e-3)

    def call(self, x):
        return self.out(self.hidden(x))

    def distributed_step(self, strategy, x, y):
        def step(x, y):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(tf.square(self(x) - y))
            grads = tape.gradient(loss, self.trainable_variables)
            self.adam.apply_gradients(zip(grads, self.trainable_variables))
            return loss

        return strategy.run(step, args=(x, y))
