# outcome: flows
import tensorflow as tf

w = tf.Variable([1.0, 2.0])


def log(value):
    if tf.executing_eagerly():
        print("eager", value.numpy())
    elif hasattr(value, "numpy"):
        print("never here", value.numpy())
    try:
        print(value.numpy())
    except AttributeError:
        pass


@tf.function
def step(x):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum((w * x) ** 2)
    log(loss)
    with tf.init_scope():
        print(w.numpy())
    return tape.gradient(loss, w)


print(step(tf.ones((2,))))
log(tf.constant(1.0))
