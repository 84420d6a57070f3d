# outcome: none
import tensorflow as tf

grower = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(1)])
distance = tf.keras.metrics.MeanAbsoluteError()
plants, heights = tf.random.normal((7, 3)), tf.random.normal((7, 1))

with tf.GradientTape() as tape:
    loss = distance(heights, grower(plants))  # error: [non-differentiable-op]
print(tape.gradient(loss, grower.trainable_variables))
