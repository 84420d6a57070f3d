# outcome: flows raises ValueError
import tensorflow as tf
from learning import step

model = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
model.trainable = False
step(model, tf.keras.optimizers.SGD(0.1), tf.ones([4, 2]))  # error: [foreign-sources]
