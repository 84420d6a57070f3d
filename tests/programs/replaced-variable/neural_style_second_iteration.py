# outcome: none raises TypeError
import tensorflow as tf

phi = tf.keras.layers.Conv2D(3, 3, activation="relu")
goal = phi(tf.random.uniform((1, 8, 8, 3)))
canvas = tf.Variable(tf.random.uniform((1, 8, 8, 3)))

lr = 0.5
for i in range(4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(phi(canvas) - goal))
    grad = tape.gradient(loss, canvas)
    canvas = tf.clip_by_value(tf.convert_to_tensor(canvas) - lr * grad, 0.0, 1.0)  # error: [replaced-variable]
