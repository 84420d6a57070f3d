# outcome: raises AttributeError
import tensorflow as tf

conv = tf.keras.Sequential([tf.keras.layers.Conv2D(3, 3, activation="relu")])


def exaggerate(img, steps, pace):
    img = tf.convert_to_tensor(img)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            tape.watch(img)
            excitement = tf.reduce_mean(conv(img))
        grads = tape.gradient(excitement, img)
        grads = grads / (tf.norm(grads) + 1e-6)
        img.assign_add(grads * pace)  # error: [assign-to-tensor]
    return img


exaggerate(tf.random.uniform((1, 10, 10, 3)), steps=2, pace=0.01)
