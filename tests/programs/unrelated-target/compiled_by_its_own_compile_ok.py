# outcome: flows
"""A trainer names the loss in its own compile; what is called by a library isn't followed."""
import tensorflow as tf


class Trainer(tf.keras.Model):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def compile(self, encoder_loss, encoder_optimizer):
        super().compile(loss=encoder_loss, optimizer=encoder_optimizer)

    def train_step(self, data):
        images, again = data
        with tf.GradientTape() as tape:
            one = self.encoder(images, training=True)
            two = self.encoder(again, training=True)
            loss = self.compute_loss(y=one, y_pred=two)
        weights = self.encoder.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return {"loss": loss}


def build(kinds, name):
    encoder = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
    trainer = kinds[name](encoder)
    trainer.compile("mse", "sgd")
    return trainer


kinds = {kind.__name__.lower(): kind for kind in tf.keras.Model.__subclasses__()}
x = tf.random.normal((8, 4))
build(kinds, "trainer").fit(x, x + 0.1, epochs=1, verbose=0)
