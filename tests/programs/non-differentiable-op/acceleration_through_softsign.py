# outcome: raises LookupError
import keras
import tensorflow as tf

field = keras.Sequential(
    [
        keras.Input((1,)),
        keras.layers.Dense(6, activation="softsign"),  # error: [non-differentiable-op]
        keras.layers.Dense(1),
    ]
)
t = tf.constant([[0.1], [0.5]])
with tf.GradientTape() as outer:
    outer.watch(t)
    with tf.GradientTape() as inner:
        inner.watch(t)
        place = field(t)
    speed = inner.gradient(place, t)
print(outer.gradient(speed, t))
