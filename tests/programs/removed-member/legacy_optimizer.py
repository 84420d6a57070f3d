# outcome: raises ImportError
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
optimizer = keras.optimizers.legacy.Adam(learning_rate=0.1)  # error: [removed-member]
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones([2, 2])))
grads = tape.gradient(loss, model.trainable_variables)
optimizer.apply_gradients(zip(grads, model.trainable_variables))
