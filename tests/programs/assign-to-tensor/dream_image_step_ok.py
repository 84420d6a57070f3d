# outcome: flows
import tensorflow as tf

conv = tf.keras.Sequential([tf.keras.layers.Conv2D(3, 3, activation="relu")])
conv(tf.zeros((1, 10, 10, 3)))


@tf.function
def exaggerate(img, rounds, pace):
    excitement = tf.constant(0.0)
    for _ in tf.range(rounds):
        with tf.GradientTape() as tape:
            tape.watch(img)
            excitement = tf.reduce_mean(conv(img))
        slope = tape.gradient(excitement, img)
        slope = slope / (tf.norm(slope) + 1e-6)
        img = tf.clip_by_value(img + pace * slope, 0.0, 1.0)
    return img, excitement


dream, excitement = exaggerate(tf.random.uniform((1, 10, 10, 3)), tf.constant(2), tf.constant(0.1))
print(dream.shape, excitement.numpy())
