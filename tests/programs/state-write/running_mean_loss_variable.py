# outcome: none raises ValueError
import tensorflow as tf


class LossTracker:
    """Keeps the last loss in a variable, so that it can be checkpointed."""

    def __init__(self):
        self.value = tf.Variable(0.0, trainable=False, name="last_loss")

    def update(self, new):
        self.value.assign(new)  # error: [state-write]
        return self.value


model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam()
tracker = LossTracker()
inp, out = tf.random.normal((10, 3)), tf.random.normal((10, 1))

for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tracker.update(tf.reduce_mean(tf.abs(model(inp) - out)))
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
