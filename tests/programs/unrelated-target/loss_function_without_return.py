# outcome: raises TypeError
"""The loss is computed, and nothing is given back."""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])


def squared_error(x, y):
    prediction = model(x)
    error = tf.reduce_mean((prediction - y) ** 2)  # error: [unrelated-target]


for _ in range(2):
    with tf.GradientTape() as tape:
        value = squared_error(tf.ones((4, 3)), tf.zeros((4, 1)))
    grads = tape.gradient(value, model.trainable_variables)  # or: [unrelated-target]
    print(grads)
