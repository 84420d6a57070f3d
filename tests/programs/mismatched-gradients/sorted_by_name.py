# outcome: flows raises InvalidArgumentError
# gap: the order that sorting by a name gives is not known
import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.Input((3,)),
    tf.keras.layers.Dense(5, name="z_first"),
    tf.keras.layers.Dense(2, name="a_last"),
])
opt = tf.keras.optimizers.SGD(0.1)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(model(tf.ones((2, 3))) ** 2)
grads = tape.gradient(loss, model.trainable_variables)
by_name = sorted(model.trainable_variables, key=lambda v: v.path)
opt.apply_gradients(zip(grads, by_name))  # error: [mismatched-gradients]
