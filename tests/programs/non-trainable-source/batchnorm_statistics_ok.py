# outcome: flows
import keras
import tensorflow as tf

block = keras.Sequential(
    [
        keras.Input((4,)),
        keras.layers.Dense(4, use_bias=False),
        keras.layers.BatchNormalization(),
    ]
)
optimizer = keras.optimizers.SGD(0.01)
x = tf.random.normal((10, 4))

with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(block(x, training=True) - 1.0))

variables = block.trainable_variables
gradients = tape.gradient(loss, variables)
optimizer.apply_gradients(zip(gradients, variables))
print(len(block.variables), "weights,", len(variables), "trained")
