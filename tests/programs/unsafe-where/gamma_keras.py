# outcome: nan
import keras
import tensorflow as tf

image = tf.constant([[0.0, 0.5], [1.0, 0.2]])
gain = tf.Variable(1.0)

with tf.GradientTape() as tape:
    linear = gain * image
    low = linear * 12.92
    high = 1.055 * keras.ops.power(linear, 0.4167) - 0.055  # warning: [unsafe-where]
    encoded = keras.ops.where(linear > 0.0031308, high, low)
    loss = keras.ops.mean(encoded)
print(tape.gradient(loss, gain))
