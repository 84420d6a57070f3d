# outcome: part
import tensorflow as tf
from tensorflow import keras

TASKS = ("depth", "normals", "labels")
trunk = keras.Sequential([keras.Input((6,)), keras.layers.Dense(8, activation="relu")])
heads = {t: keras.layers.Dense(2) for t in TASKS}
for head in heads.values():
    head.build((None, 8))
log_vars = {t: tf.Variable(0.0, name=f"log_var_{t}") for t in TASKS}
opt = keras.optimizers.Adam(1e-3)


def task_losses(x, targets):
    h = trunk(x)
    return {t: tf.reduce_mean((heads[t](h) - targets[t]) ** 2) for t in TASKS}  # warning: [unused-source]


x = tf.random.normal((5, 6))
targets = {t: tf.random.normal((5, 2)) for t in TASKS}
variables = trunk.trainable_variables
for t in TASKS:
    variables = variables + heads[t].trainable_variables
with tf.GradientTape() as tape:
    per_task = task_losses(x, targets)  # or: [unused-source]
    loss = sum(per_task[t] * tf.exp(-log_vars[t]) + log_vars[t] for t in ("depth", "normals"))  # or: [unused-source]
grads = tape.gradient(loss, variables)
opt.apply_gradients(zip(grads, variables))
