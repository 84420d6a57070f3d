# outcome: none raises ValueError
import keras
import tensorflow as tf

hidden = keras.layers.Dense(
    4,
    activation=tf.round,  # error: [non-differentiable-op]
)
optimizer = keras.optimizers.SGD()
x = tf.random.normal((8, 3))
hidden.build((None, 3))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(hidden(x) ** 2)
gradients = tape.gradient(loss, hidden.trainable_variables)
optimizer.apply_gradients(zip(gradients, hidden.trainable_variables))
