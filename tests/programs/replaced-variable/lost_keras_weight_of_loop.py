# outcome: flows raises AssertionError
"""Keras variables take ``-=``, and the name stands for a tensor from then on."""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)])
velocity = [tf.zeros(w.shape) for w in model.trainable_variables]
for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(model(tf.ones((4, 3))) ** 2)
    grads = tape.gradient(loss, model.trainable_variables)
    for i, (w, g) in enumerate(zip(model.trainable_variables, grads)):
        velocity[i] = 0.9 * velocity[i] + g
        if step > 0:
            w -= 0.1 * velocity[i]  # warning: [replaced-variable]
    print(loss)
assert tf.reduce_any(model.layers[-1].bias != 0.0), "nothing is learned"
