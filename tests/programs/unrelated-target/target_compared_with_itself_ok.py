# outcome: flows
"""The look-alike: the answer is compared with what was prepared."""
import tensorflow as tf


def absolute_error(net, batch):
    want = tf.reduce_sum(batch, axis=1, keepdims=True)
    got = net(batch)
    tf.debugging.assert_shapes([(got, ("n", 1))])
    return tf.reduce_mean(tf.abs(want - got))


net = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(1)])
optimizer = tf.keras.optimizers.Nadam()


@tf.function
def update(batch):
    with tf.GradientTape() as tape:
        loss = absolute_error(net, batch)
    grads = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(grads, net.trainable_variables))


update(tf.random.normal([4, 3]))
