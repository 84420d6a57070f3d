# outcome: raises AttributeError
import tensorflow as tf

pictures = tf.keras.Sequential([
    tf.keras.layers.Input((10, 10, 2)),
    tf.keras.layers.Conv2D(3, 3, name="maps"),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(4),
])
maps = pictures.get_layer("maps").output
picture = tf.random.uniform((1, 10, 10, 2))

with tf.GradientTape() as tape:
    best = tf.reduce_max(pictures(picture))
print(tape.gradient(best, maps))  # error: [foreign-sources]
