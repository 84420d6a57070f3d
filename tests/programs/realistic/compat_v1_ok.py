# outcome: flows
import tensorflow.compat.v1 as tf
from tensorflow import keras

model = keras.Sequential(
    [keras.Input((3,)), keras.layers.Dense(4, activation=tf.nn.relu), keras.layers.Dense(1)]
)
model.compile("sgd", loss=keras.losses.MSE)
model.fit(tf.ones([4, 3]), tf.ones([4, 1]), verbose=0)
with tf.GradientTape() as tape:
    loss = tf.sqrt(tf.exp(model(tf.ones([4, 3]))) + 1.0)
grads = tape.gradient(loss, model.trainable_variables)
