# outcome: flows
import os
import pathlib
import tempfile

import tensorflow as tf

folder = tempfile.mkdtemp()
model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
ending = ".h5"
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.ones([2, 3])))
grads = tape.gradient(loss, model.trainable_weights)


class Kept(tf.Module):
    def save(self, path):
        self.path = path

    def save_weights(self, path):
        self.path = path


def save(name, what=model):
    what.save(f"{folder}/{name}")
    what.save_weights(f"{folder}/{name}.weights" + ending)


save("model.keras")
save("model.h5")
model.save(pathlib.Path(folder) / "model.keras", include_optimizer=False)
model.save_weights(os.path.join(folder, "w.weights.h5"), overwrite=True)
tf.keras.models.save_model(model, folder + "/other.keras")
tf.keras.callbacks.ModelCheckpoint("{epoch}.keras", "loss")
tf.keras.callbacks.ModelCheckpoint(filepath="{epoch}.weights.h5", save_weights_only=True)
Kept().save("folder")
Kept().save_weights("w.h5")
tf.saved_model.save(model, os.path.join(folder, "saved"))
