# outcome: raises TypeError
import numpy as np
import tensorflow as tf

disc = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1, activation="sigmoid")])
disc.compile("adam", "binary_crossentropy")
gen = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)])
g_opt = tf.keras.optimizers.Adam(1e-3)


def adversarial_loss(noise):
    fake = gen(noise)
    return disc.train_on_batch(fake, np.ones((len(noise), 1)))  # error: [leaves-tensorflow]


noise = np.random.normal(size=(8, 3)).astype("float32")
with tf.GradientTape() as tape:
    loss = adversarial_loss(noise)
grads = tape.gradient(loss, gen.trainable_variables)
g_opt.apply_gradients(zip(grads, gen.trainable_variables))
