# outcome: raises ValueError
import tensorflow as tf
from tensorflow.keras.layers import Dense, InputLayer

SIZE = 8


def first():
    return tf.keras.Input(SIZE)  # error: [refused-argument]


def layer():
    return tf.keras.Sequential([InputLayer(input_shape=8), Dense(1)])  # error: [refused-argument]


def named():
    return tf.keras.Input((8,), name="image/pixels")  # error: [refused-argument]


for use in (first, layer, named):
    try:
        use()
    except ValueError:
        continue
    raise SystemExit("it was taken")

inputs = tf.keras.Input(shape=(8))  # error: [refused-argument]
model = tf.keras.Model(inputs, Dense(1)(inputs))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.ones([2, 8])))
print(tape.gradient(loss, model.trainable_weights))
