# outcome: none raises ValueError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam()
x, y = tf.random.normal((6, 3)), tf.random.normal((6, 1))

with tf.GradientTape() as tape:
    errors = tf.square(model(x) - y)
grads = tape.gradient(tf.reduce_mean(errors), model.trainable_variables)  # error: [outside-tape]
opt.apply_gradients(zip(grads, model.trainable_variables))
