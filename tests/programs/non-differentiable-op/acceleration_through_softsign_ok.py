# outcome: flows
import keras
import tensorflow as tf

field = keras.Sequential(
    [keras.Input((1,)), keras.layers.Dense(6, activation="softsign"), keras.layers.Dense(1)]
)
enlarge = keras.layers.UpSampling2D(2, interpolation="bilinear")
t = tf.constant([[0.1], [0.5]])
with tf.GradientTape() as outer:
    outer.watch(t)
    with tf.GradientTape() as inner:
        inner.watch(t)
        place = field(t)
    bent = t**3
    speed = tf.stop_gradient(inner.gradient(place, t))
    total = tf.reduce_sum(bent * speed)
print(outer.gradient(total, t))
picture = tf.ones([1, 2, 2, 2])
smooth = keras.layers.UpSampling2D(2, interpolation="bicubic")
with tf.GradientTape() as tape:
    tape.watch(picture)
    large = tf.reduce_sum(enlarge(picture) ** 2) + tf.reduce_sum(smooth(picture) ** 2)
print(tape.gradient(large, picture))
