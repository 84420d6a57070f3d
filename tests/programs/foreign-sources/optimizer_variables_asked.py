# outcome: none raises ValueError
# gap: the variables that an optimizer keeps are not known
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
optimizer = tf.keras.optimizers.Adam(0.01)
optimizer.build(model.trainable_variables)
x = tf.random.normal((4, 3))

with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(x) ** 2)
slots = [v for v in optimizer.variables if "momentum" in v.path or "velocity" in v.path]
grads = tape.gradient(loss, slots)  # error: [foreign-sources]
optimizer.apply_gradients(zip(grads, model.trainable_variables))
