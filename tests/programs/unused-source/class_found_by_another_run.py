# outcome: none
import tensorflow as tf
from tensorflow import keras

inputs = keras.Input((8, 8, 1))
maps = keras.layers.Conv2D(3, 3, activation="relu", name="maps")(inputs)
scores = keras.layers.Dense(2)(keras.layers.GlobalAveragePooling2D()(maps))
net = keras.Model(inputs, scores)
looks = keras.Model(inputs, net.get_layer("maps").output)
picture = tf.random.uniform([1, 8, 8, 1])

best = int(tf.argmax(net(picture)[0]))
with tf.GradientTape() as tape:
    seen = looks(picture)
    rated = net(picture)  # error: [unused-source]
    top = rated[:, best]
print(tape.gradient(top, seen))
