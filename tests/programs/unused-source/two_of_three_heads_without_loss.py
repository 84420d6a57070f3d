# outcome: part
import keras
import tensorflow as tf

layers = [keras.layers.Dense(4, activation="tanh") for _ in range(3)]
inp = keras.Input((3,))
y = inp
for layer in layers:
    y = layer(y)
one = keras.layers.Dense(1)(y)
two = keras.layers.Dense(1)(y)
three = keras.layers.Dense(1)(y)
model = keras.Model(inp, [one, two, three])
with tf.GradientTape() as tape:
    a, b, c = model(tf.ones((2, 3)))  # warning: [unused-source]
    loss = tf.reduce_mean(a)
grads = tape.gradient(loss, model.trainable_variables)
