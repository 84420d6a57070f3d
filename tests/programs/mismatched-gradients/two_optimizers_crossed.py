# outcome: flows raises InvalidArgumentError
import tensorflow as tf
from tensorflow.keras.layers import Dense, Input

enc = tf.keras.Sequential([Input((5,)), Dense(7, activation="elu"), Dense(2)])
dec = tf.keras.Sequential([Input((2,)), Dense(7, activation="elu"), Dense(5)])
opt_e = tf.keras.optimizers.RMSprop(1e-3)
opt_d = tf.keras.optimizers.RMSprop(1e-3)
x = tf.random.normal((8, 5))

with tf.GradientTape(persistent=True) as tape:
    loss = tf.reduce_mean(tf.math.squared_difference(dec(enc(x)), x))
ge = tape.gradient(loss, enc.trainable_variables)
gd = tape.gradient(loss, dec.trainable_variables)
del tape
opt_e.apply_gradients(zip(ge, enc.trainable_variables))
opt_d.apply_gradients(zip(ge, dec.trainable_variables))  # error: [mismatched-gradients]
