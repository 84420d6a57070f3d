# outcome: stuck
import tensorflow as tf

data = tf.data.Dataset.from_tensor_slices(tf.random.normal([24, 2])).batch(6)
slope = tf.Variable([1.0, 1.0])
use_scale = True

for batch in data.repeat(2):
    with tf.GradientTape(persistent=True) as tape:
        h = tf.reduce_sum(batch * slope, axis=1)
        if use_scale:
            scale = tf.Variable(3.0)  # warning: [fresh-variable]
            h = h * scale
        loss = tf.reduce_mean(tf.square(h - 1.0))
    ds = tape.gradient(loss, slope)
    dscale = tape.gradient(loss, scale)
    slope.assign_sub(0.01 * ds)
    scale.assign_sub(0.01 * dscale)
