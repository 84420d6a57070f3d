# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

flow = tf.keras.Sequential([tf.keras.Input((3,)), layers.Dense(3, "tanh"), layers.Dense(3)])
x = tf.random.normal((4, 3))

with tf.GradientTape() as tape:
    tape.watch(x)
    z = flow(x)
jac = tape.batch_jacobian(z, x)
log_det = tf.linalg.slogdet(jac).log_abs_determinant
print(tf.reduce_mean(log_det).numpy())
