# outcome: flows raises AssertionError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(1, use_bias=False)])
model.layers[0].kernel.assign([[1.0]])
x, after = tf.constant([[1.0]]), tf.constant([[2.0]])
with tf.GradientTape() as tape:
    goal = 1.0 + 0.5 * model(after)
    tf.stop_gradient(goal)  # warning: [discarded-result]
    loss = tf.reduce_mean((model(x) - goal) ** 2)
(grad,) = tape.gradient(loss, model.trainable_variables)
assert abs(float(grad[0, 0]) + 2.0) < 1e-5
