# outcome: none
import tensorflow as tf
from tensorflow.keras import layers

flow = tf.keras.Sequential([tf.keras.Input((3,)), layers.Dense(3, "tanh"), layers.Dense(3)])
x = tf.random.normal((4, 3))  # error: [unwatched-source]

with tf.GradientTape() as tape:
    z = flow(x)
jac = tape.jacobian(z, x)  # or: [unwatched-source]
print("no jacobian" if jac is None else tf.linalg.det(jac))
