# outcome: part
import tensorflow as tf

rate = tf.Variable(0.4)
level = tf.Variable([1.0, 2.0])


@tf.function
def decayed(amounts):
    return tf.ensure_shape(
        tf.py_function(  # warning: [leaves-tensorflow]
            lambda a: a * tf.exp(-rate),
            inp=[amounts],
            Tout=tf.float32,
        ),
        [2],
    )


with tf.GradientTape() as tape:
    left = decayed(level * 2.0)
    loss = tf.reduce_sum(left**2)
print(tape.gradient(loss, [rate, level]))
