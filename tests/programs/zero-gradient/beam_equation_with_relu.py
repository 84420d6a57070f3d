# outcome: zero
import tensorflow as tf

shape = tf.keras.Sequential([tf.keras.layers.Input((1,))])
for _ in range(2):
    shape.add(tf.keras.layers.Dense(12, activation="relu"))  # error: [zero-gradient]
shape.add(tf.keras.layers.Dense(1))
places = tf.random.uniform((10, 1))

with tf.GradientTape() as outer:
    outer.watch(places)
    with tf.GradientTape() as inner:
        inner.watch(places)
        bend = shape(places)
    slope = inner.gradient(bend, places)
print(outer.gradient(slope, places))
