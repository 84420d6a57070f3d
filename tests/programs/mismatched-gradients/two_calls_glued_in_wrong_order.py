# outcome: raises InvalidArgumentError
import tensorflow as tf
from keras import Sequential, layers, optimizers

student = Sequential([layers.Input((4,)), layers.Dense(3)])
head = Sequential([layers.Input((3,)), layers.Dense(2)])
opt = optimizers.SGD(0.05)
x, y = tf.random.normal((6, 4)), tf.random.normal((6, 2))
with tf.GradientTape(persistent=True) as tape:
    loss = tf.reduce_mean((head(student(x)) - y) ** 2)
grads = tape.gradient(loss, student.trainable_variables)
grads += tape.gradient(loss, head.trainable_variables)
variables = head.trainable_variables + student.trainable_variables
opt.apply_gradients(zip(grads, variables))  # error: [mismatched-gradients]
