# outcome: flows raises InvalidArgumentError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4), tf.keras.layers.Dense(2)])
opt = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(model(tf.ones((2, 3))) ** 2)
grads = tape.gradient(loss, model.trainable_variables[1:])
opt.apply_gradients(zip(grads, model.trainable_variables[:-1]))  # error: [mismatched-gradients]
