# outcome: raises ValueError
import os
import tempfile

import tensorflow as tf

folder = tempfile.mkdtemp()
model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])


def in_a_folder():
    model.save(os.path.join(folder, "model"))  # error: [refused-argument]


def by_a_function():
    tf.keras.models.save_model(model, f"{folder}/model.tf")  # error: [refused-argument]


def in_a_checkpoint(epoch):
    model.save_weights(folder + "/epoch-{}.ckpt".format(epoch))  # error: [refused-argument]


def by_a_format():
    model.save_weights("w.weights.h5", save_format="h5")  # error: [refused-argument]


def while_training():
    path = "{epoch:02d}.hdf5"
    return tf.keras.callbacks.ModelCheckpoint(path)  # error: [refused-argument]


def weights_while_training():
    return tf.keras.callbacks.ModelCheckpoint(
        "best.h5",  # error: [refused-argument]
        save_weights_only=True,
    )


for use in (in_a_folder, by_a_function, by_a_format, while_training, weights_while_training):
    try:
        use()
    except (ValueError, TypeError):
        continue
    raise SystemExit("it was taken")
try:
    in_a_checkpoint(1)
except ValueError as error:
    print(error)

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.ones([2, 3])))
grads = tape.gradient(loss, model.trainable_weights)
model.save_weights("weights.h5.h5")  # error: [refused-argument]
