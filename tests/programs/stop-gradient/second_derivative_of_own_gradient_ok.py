# outcome: flows
import tensorflow as tf


@tf.custom_gradient
def softened(v):
    bent = tf.nn.softplus(v)

    def slope(upstream):
        return upstream * (1.0 - tf.exp(-bent)) + tf.stop_gradient(upstream * 0.0 * v)

    return bent, slope


@tf.custom_gradient
def clipped_back(v):
    def slope(upstream):
        return tf.clip_by_norm(upstream, 1.0)

    return tf.identity(v), slope


@tf.custom_gradient
def scaled(v, by):
    def slope(upstream):
        return upstream * by, tf.reduce_sum(upstream * tf.stop_gradient(v))

    return v * by, slope


mix = tf.Variable([[0.4], [1.2]])
gain = tf.Variable(1.5)


def curvature(q):
    with tf.GradientTape() as inner:
        inner.watch(q)
        e = tf.reduce_sum(scaled(clipped_back(softened(q @ mix)), gain) ** 2)
    with tf.GradientTape() as outer:
        outer.watch(q)
        force = inner.gradient(e, q)
    return outer, force


@tf.function
def curvature_in_graph(q):
    with tf.GradientTape() as outer:
        outer.watch(q)
        with tf.GradientTape() as inner:
            inner.watch(q)
            e = tf.reduce_sum(scaled(clipped_back(softened(q @ mix)), gain) ** 2)
        force = inner.gradient(e, q)
    return outer.gradient(force, q)


@tf.custom_gradient
def cubed(x):
    def slope(upstream):
        return 3.0 * upstream * x**2

    return tf.stop_gradient(x**3), slope


start = tf.constant([[0.3, -0.8]])
print(curvature_in_graph(start))
with tf.GradientTape() as tape:
    outer, force = curvature(start)
    loss = tf.reduce_sum(force**2)
print(tape.gradient(loss, [mix, gain]))
x = tf.constant(0.7)
with tf.GradientTape() as first:
    first.watch(x)
    height = cubed(x)
with tf.GradientTape() as second:
    second.watch(x)
    steep = first.gradient(height, x)
print(second.gradient(steep, x))
