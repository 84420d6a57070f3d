# outcome: flows
import tensorflow as tf
from tensorflow import keras

small = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, dtype="float16", name="small")])
masters = [
    keras.Variable(tf.cast(weight.value, tf.float32), name=f"master_{i}")
    for i, weight in enumerate(small.trainable_variables)
]
optimizer = keras.optimizers.SGD(0.1)
optimizer.build(masters)
x = tf.random.normal((8, 4))
SCALE = 128.0

for _ in range(4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(tf.cast(small(x), tf.float32) - 1.0)) * SCALE
    gradients = tape.gradient(loss, small.trainable_variables)
    whole = [tf.cast(gradient, tf.float32) / SCALE for gradient in gradients]
    optimizer.apply_gradients(zip(whole, masters))
    for weight, master in zip(small.trainable_variables, masters):
        weight.assign(tf.cast(master, tf.float16))
