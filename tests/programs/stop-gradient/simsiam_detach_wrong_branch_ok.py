# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers


def p_loss(p, z):
    z = tf.math.l2_normalize(tf.stop_gradient(z), axis=1)
    p = tf.math.l2_normalize(p, axis=1)
    return -tf.reduce_mean(tf.reduce_sum(p * z, axis=1))


class SimSiam(tf.keras.Model):
    def __init__(self, encoder, predictor):
        super().__init__()
        self.encoder = encoder
        self.predictor = predictor

    def train_step(self, data):
        a, b = data
        with tf.GradientTape() as tape:
            z1, z2 = self.encoder(a), self.encoder(b)
            p1, p2 = self.predictor(z1), self.predictor(z2)
            loss = p_loss(p1, z2) / 2 + p_loss(p2, z1) / 2
        learnable = self.encoder.trainable_variables + self.predictor.trainable_variables
        grads = tape.gradient(loss, learnable)
        self.optimizer.apply_gradients(zip(grads, learnable))
        return {"loss": loss}


enc = tf.keras.Sequential([tf.keras.Input((6,)), layers.Dense(8, activation="relu"), layers.Dense(4)])
pred = tf.keras.Sequential([tf.keras.Input((4,)), layers.Dense(4)])
sim = SimSiam(enc, pred)
sim.compile(optimizer=tf.keras.optimizers.SGD(0.03))
views = tf.data.Dataset.from_tensor_slices((tf.random.normal((8, 6)), tf.random.normal((8, 6)))).batch(4)
sim.fit(views, epochs=1, verbose=0)
