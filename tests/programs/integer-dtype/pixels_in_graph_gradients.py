# outcome: raises AssertionError
import tensorflow as tf

shift = tf.Variable([0.0, 0.0, 0.0])
reference = tf.random.uniform((10, 10, 3), 60.0, 200.0)


def to_pixels(rgb):
    return tf.cast(tf.clip_by_value(rgb, 0.0, 255.0), tf.uint8)  # error: [integer-dtype]


@tf.function
def slope(image):
    graded = to_pixels(image + shift)
    loss = tf.reduce_mean(tf.square(tf.cast(graded, tf.float32) - reference))
    (found,) = tf.gradients(loss, [shift])
    assert found is not None
    return found


print(slope(reference + 5.0))
