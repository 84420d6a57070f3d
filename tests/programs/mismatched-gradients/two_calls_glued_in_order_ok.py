# outcome: flows
import tensorflow as tf
from keras import Sequential, layers, optimizers

student = Sequential([layers.Input((4,)), layers.Dense(3)])
head = Sequential([layers.Input((3,)), layers.Dense(2)])
opt = optimizers.SGD(0.05)
x, y = tf.random.normal((6, 4)), tf.random.normal((6, 2))
for _ in range(2):
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.reduce_mean((head(student(x)) - y) ** 2)
    pairs = []
    for part in (student, head):
        weights = part.trainable_variables
        pairs.extend(zip(tape.gradient(loss, weights), weights))
    opt.apply_gradients(pairs[::-1])
