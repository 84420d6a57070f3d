# outcome: flows
# used: detector = Detector(net=tf.keras.Sequential([tf.keras.layers.Dense(3)]))
# used: print([g.shape for g in detector.fit(tf.ones((4, 3)))])
"""A network that may be given, as most callers do: the weights are whatever it has."""
import tensorflow as tf


class Wrapped(tf.keras.Model):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def call(self, x):
        return self.net(x)


def gradients(model, x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(x - model(x)))
    return tape.gradient(loss, model.trainable_weights)


class Detector:
    def __init__(self, trained=None, *, net=None):
        self.model = trained if isinstance(trained, tf.keras.Model) else Wrapped(net)

    def fit(self, x):
        return gradients(self.model, x)
