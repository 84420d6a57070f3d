# outcome: raises AttributeError
import tensorflow as tf
from tensorflow.keras.layers import Dense

model = tf.keras.Sequential([Dense(10, activation="relu"), Dense(1)])
optimizer = tf.keras.optimizers.Adam()
x, y = tf.random.normal((20, 3)), tf.random.normal((20, 1))

for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(y - model(x)))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(model.trainable_variables, gradients))  # error: [mismatched-gradients]
