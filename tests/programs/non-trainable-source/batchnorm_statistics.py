# outcome: part
import keras
import tensorflow as tf

block = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Dense(4, use_bias=False),
        keras.layers.BatchNormalization(),  # or: [non-trainable-source]
    ]
)
optimizer = keras.optimizers.SGD(0.01)
x = tf.random.normal((10, 4))

with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(block(x, training=True) - 1.0))

variables = block.variables  # warning: [non-trainable-source]
gradients = tape.gradient(loss, variables)  # or: [non-trainable-source]
print([v.path for v, g in zip(variables, gradients) if g is None])
optimizer.apply_gradients(zip(gradients, variables))
