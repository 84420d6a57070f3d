# outcome: flows
import keras
import tensorflow as tf

place = keras.Input((3,))
size = keras.layers.Dense(2)(place)
corners = keras.layers.Concatenate()([place - size[:, :1] / 2, place + size[:, 1:] / 2])
model = keras.Model(place, corners)
x = tf.random.normal([8, 3])
with tf.GradientTape() as tape:
    boxes = model(x)
    loss = tf.reduce_mean(tf.square(boxes[:, 3:] - boxes[:, :3]))
print(tape.gradient(loss, model.trainable_variables))
