# outcome: raises InvalidArgumentError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal((8, 3)), tf.random.normal((8, 1))


def clipped(grads, limit=1.0):
    return tf.clip_by_global_norm(grads, limit)


with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.math.squared_difference(model(x), y))
grads = clipped(tape.gradient(loss, model.trainable_variables))
opt.apply_gradients(zip(grads, model.trainable_variables))  # error: [mismatched-gradients]
