# outcome: part
import keras
import tensorflow as tf

model = keras.Sequential([keras.layers.Dense(4) for _ in range(6)])
head = keras.layers.Dense(1)
opt = keras.optimizers.Adam()
x = tf.ones((8, 3))
with tf.GradientTape() as tape:
    feats = tf.stop_gradient(model(x))  # warning: [stop-gradient]
    loss = tf.reduce_mean(head(feats))
variables = model.trainable_variables + head.trainable_variables
grads = tape.gradient(loss, variables)
opt.apply_gradients(zip(grads, variables))
