# outcome: none raises TypeError
"""Learns a shift of an image by sampling it; nearest neighbour by mistake."""
import tensorflow as tf

image = tf.random.uniform((12, 12))
template = tf.roll(image, 2, axis=1)
shift = tf.Variable([0.0, 0.5])


def sample(img, offset):
    ys, xs = tf.meshgrid(tf.range(12.0), tf.range(12.0), indexing="ij")
    ys = tf.clip_by_value(ys + offset[0], 0.0, 11.0)
    xs = tf.clip_by_value(xs + offset[1], 0.0, 11.0)
    idx = tf.cast(tf.stack([ys, xs], axis=-1), tf.int32)  # error: [integer-dtype]
    return tf.gather_nd(img, idx)


for it in range(3):
    with tf.GradientTape() as tape:
        diff = tf.reduce_mean(tf.square(sample(image, shift) - template))
    shift.assign_sub(0.5 * tape.gradient(diff, shift))
