# outcome: flows
import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
x = tf.random.normal([8, 3])
with tf.GradientTape() as tape:
    p = model(x)
    loss = -tf.reduce_mean(tf.math.log(p + 1e-8)) - tf.reduce_mean(tf.math.log(1 - p + 1e-8))
print(tape.gradient(loss, model.trainable_variables))
