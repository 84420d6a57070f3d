# outcome: flows
import keras
import tensorflow as tf
import tensorflow.keras.backend as K
from keras import ops
from tensorflow.keras.preprocessing.image import ImageDataGenerator

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
x = tf.ones([2, 3])
with tf.GradientTape() as tape:
    y = model(x)
    loss = K.mean(y) + ops.mean(y) + tf.keras.backend.sum(tf.keras.losses.mse(y, 2 * y))
    loss += keras.backend.epsilon() * tf.reduce_sum(keras.losses.mean_squared_error(y, 3 * y))
print(tape.gradient(loss, model.trainable_variables), ImageDataGenerator)
