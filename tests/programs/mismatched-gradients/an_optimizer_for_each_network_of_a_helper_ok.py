# outcome: flows
import tensorflow as tf


class Part:
    def __init__(self):
        self.net = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(2)])
        self.optimizer = tf.keras.optimizers.Adam(1e-3)

    def update(self, tape, loss):
        gradients = tape.gradient(loss, self.net.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.net.trainable_variables))


encoder, decoder = Part(), Part()
x = tf.ones((4, 2))
for _ in range(2):
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.reduce_mean(tf.square(decoder.net(encoder.net(x)) - 3.0))
    encoder.update(tape, loss)
    decoder.update(tape, loss)

for seed in range(2):
    model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
    optimizer = tf.keras.optimizers.Adam(1e-3)
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(x) - 3.0))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
