# outcome: flows
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(12, activation="relu"), keras.layers.Dense(3)])
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
opt = keras.optimizers.SGD(0.05)


class AdversarialTrainer:
    def __init__(self, eps):
        self.eps = eps

    def perturb(self, x, y):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(x)
            loss = loss_fn(y, model(x))
        return tf.stop_gradient(x + self.eps * tf.sign(tape.gradient(loss, x)))

    def step(self, x, y):
        with tf.GradientTape() as tape:
            clean = loss_fn(y, model(x))
            total = 0.5 * clean + 0.5 * loss_fn(y, model(self.perturb(x, y)))
        grads = tape.gradient(total, model.trainable_variables)
        opt.apply_gradients(zip(grads, model.trainable_variables))


trainer = AdversarialTrainer(0.1)
for _ in range(2):
    trainer.step(tf.random.normal((6, 4)), tf.constant([0, 1, 2, 0, 1, 2]))
