# outcome: flows
import numpy as np
import tensorflow as tf


class RadialBumps(tf.keras.Model):
    def __init__(self, count=7):
        super().__init__()
        self.centres = []
        for start in np.linspace(-1.0, 1.0, count):
            self.centres.append(tf.Variable([[start]], dtype=tf.float32))  # warning: [untracked-variable]
        self.mix = tf.keras.layers.Dense(1)

    def call(self, x):
        bumps = [tf.exp(-4.0 * tf.square(x - centre)) for centre in self.centres]
        return self.mix(tf.concat(bumps, axis=-1))


x = np.random.uniform(-1, 1, (80, 1)).astype("float32")
model = RadialBumps()
model.compile(optimizer=tf.keras.optimizers.Adam(0.05), loss="mse")
model.fit(x, np.sin(5 * x), epochs=1, verbose=0)
