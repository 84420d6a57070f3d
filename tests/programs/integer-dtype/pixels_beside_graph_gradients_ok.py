# outcome: flows
import tensorflow as tf

shift = tf.Variable([0.0, 0.0, 0.0])
frozen = tf.Variable([1.0, 1.0, 1.0], trainable=False)
reference = tf.random.uniform((10, 10, 3), 60.0, 200.0)


@tf.function
def step(image):
    graded = image * frozen + shift
    preview = tf.cast(tf.clip_by_value(graded, 0.0, 255.0), tf.uint8)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(graded + shift - reference))
    by_graph = tf.gradients(ys=loss, xs=[shift, frozen, graded])
    whole = tf.gradients(loss, image, grad_ys=[tf.constant(2.0)])[0]
    return by_graph, whole, tape.gradient(loss, shift), preview


found, whole, taped, preview = step(reference + 5.0)
assert all(tf.reduce_any(g != 0.0) for g in (*found, whole))
