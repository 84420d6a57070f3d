# outcome: nan
import tensorflow as tf

hours = tf.constant([0.0, 1.0, 3.0, 6.0, 12.0])
counts = tf.constant([0.1, 0.2, 0.9, 1.8, 2.6])


class Growth(tf.Module):
    def __init__(self):
        super().__init__()
        self.rate = tf.Variable(1.0)
        self.delay = tf.Variable(2.0)

    def __call__(self, time):
        share = time / self.delay
        grown = self.rate * tf.math.log(share)  # warning: [unsafe-where]
        return tf.where(share > 1.0, grown, tf.zeros_like(grown))  # or: [unsafe-where]


growth = Growth()
optimizer = tf.keras.optimizers.Adam(0.05)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((growth(hours) - counts) ** 2)
    grads = tape.gradient(loss, growth.trainable_variables)
    optimizer.apply_gradients(zip(grads, growth.trainable_variables))
