# outcome: flows
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(4, activation="tanh"), tf.keras.layers.Dense(3)])
points = tf.reshape(tf.linspace(0.1, 1.0, 5), (5, 1))
seed = tf.ones((5, 3))

with tf.GradientTape(persistent=True) as tape:
    tape.watch([points, seed])
    value = net(points)
    backward = tape.gradient(value, points, output_gradients=seed)
    slope = tape.gradient(backward, seed)
    second = tape.gradient(slope, points, output_gradients=seed)
curvature = tape.gradient(second, seed)
print(slope.shape, curvature.shape)
