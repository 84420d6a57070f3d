# outcome: flows
import tensorflow as tf
from tensorflow import keras

if keras.__version__.startswith("2."):
    optimizer = keras.optimizers.legacy.Adam(learning_rate=0.1)
else:
    optimizer = keras.optimizers.Adam(learning_rate=0.1)
print(isinstance(optimizer, keras.optimizers.legacy.Adam))

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones([2, 2])))
grads = tape.gradient(loss, model.trainable_variables)
optimizer.apply_gradients(zip(grads, model.trainable_variables))
