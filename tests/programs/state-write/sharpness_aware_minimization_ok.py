# outcome: flows
import tensorflow as tf
from tensorflow import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(8, "relu"), keras.layers.Dense(1)])
opt = keras.optimizers.SGD(0.05)
RHO = 0.05


def loss_of(x, y):
    return tf.reduce_mean(keras.losses.mse(y, model(x)))


def sam_step(x, y):
    variables = model.trainable_variables
    with tf.GradientTape() as tape:
        loss = loss_of(x, y)
    grads = tape.gradient(loss, variables)
    scale = RHO / (tf.linalg.global_norm(grads) + 1e-12)
    moves = [g * scale for g in grads]
    for v, e in zip(variables, moves):
        v.assign_add(e)
    with tf.GradientTape() as tape:
        sharp = loss_of(x, y)
    grads = tape.gradient(sharp, variables)
    for v, e in zip(variables, moves):
        v.assign_sub(e)
    opt.apply_gradients(zip(grads, variables))
    return loss, sharp


x, y = tf.random.normal((16, 4)), tf.random.normal((16, 1))
for _ in range(2):
    print([round(float(v), 3) for v in sam_step(x, y)])
