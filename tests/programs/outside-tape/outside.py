# outcome: none
import tensorflow as tf
from dataclasses import dataclass


@dataclass
class Hparams:
    lr: float = 1e-3
    hidden: int = 8


class Runner:
    def __init__(self, hp: Hparams):
        self.model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(hp.hidden, "relu"), tf.keras.layers.Dense(1)])
        self.opt = tf.keras.optimizers.Adam(hp.lr)
        self.loss_fn = tf.keras.losses.MeanSquaredError()

    def run(self, ds):
        for step, (x, y) in enumerate(ds):
            pred = self.model(x, training=True)  # error: [outside-tape]
            with tf.GradientTape() as tape:
                loss = self.loss_fn(y, pred)
                if step % 2 == 0:
                    print(step, float(loss))
            grads = tape.gradient(loss, self.model.trainable_variables)
            pairs = [(g, v) for g, v in zip(grads, self.model.trainable_variables) if g is not None]
            if pairs:
                self.opt.apply_gradients(pairs)


x = tf.random.normal((8, 3))
Runner(Hparams()).run(tf.data.Dataset.from_tensor_slices((x, x[:, :1])).batch(4))
