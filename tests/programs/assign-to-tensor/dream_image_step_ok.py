# outcome: flows
import tensorflow as tf

conv = tf.keras.Sequential([tf.keras.layers.Conv2D(3, 3, activation="relu")])


@tf.function
def gradient_ascent(img, steps, step_size):
    loss = tf.constant(0.0)
    for _ in tf.range(steps):
        with tf.GradientTape() as tape:
            tape.watch(img)
            loss = tf.math.reduce_mean(conv(img))
        grads = tape.gradient(loss, img)
        grads /= tf.math.reduce_std(grads) + 1e-8
        img = img + grads * step_size
        img = tf.clip_by_value(img, -1, 1)
    return loss, img


conv(tf.zeros((1, 10, 10, 3)))
print(gradient_ascent(tf.random.uniform((1, 10, 10, 3)), tf.constant(2), tf.constant(0.01))[0])
