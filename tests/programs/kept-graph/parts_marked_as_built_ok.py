# outcome: flows
import keras
import tensorflow as tf


class Body(keras.Model):
    def __init__(self, shape):
        super().__init__()
        self.hidden = keras.layers.Dense(4, activation="relu")
        self.out = keras.layers.Dense(1)
        super().build(shape)  # makes no weights here, and yet Keras takes the model for built

    def call(self, x):
        return self.out(self.hidden(x))


class Scaled(keras.Model):
    def __init__(self, shape):
        super().__init__()
        self.body = Body(shape)
        self.drop = keras.layers.Dropout(0.1)

    @tf.function
    def call(self, x):
        return 2.0 * self.drop(self.body(x))


net = Scaled((None, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(net(tf.random.normal([8, 3]))))
print(tape.gradient(loss, net.trainable_variables))
