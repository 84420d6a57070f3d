# outcome: raises AttributeError
import tensorflow as tf

conv = tf.keras.Sequential([tf.keras.layers.Conv2D(3, 3, activation="relu")])


def gradient_ascent(img, steps, step_size):
    img = tf.convert_to_tensor(img)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(img)
            loss = tf.math.reduce_mean(conv(img))
        grads = tape.gradient(loss, img)
        grads /= tf.math.reduce_std(grads) + 1e-8
        img.assign_add(grads * step_size)  # error: [assign-to-tensor]
    return img


gradient_ascent(tf.random.uniform((1, 10, 10, 3)), steps=2, step_size=0.01)
