# outcome: raises RuntimeError
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((5,)), tf.keras.layers.Dense(3, activation="tanh")])


def ascend(point, unit):
    score = tf.reduce_mean(model(point)[:, unit])
    slope = tf.gradients(score, point)[0]  # error: [removed-member]
    return point + 0.1 * slope / (tf.norm(slope) + 1e-8)


point = tf.random.uniform([1, 5])
for _ in range(3):
    point = ascend(point, 1)
