# outcome: raises TypeError
import tensorflow as tf

hyper = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(6)])


def main_net(x, flat):
    pieces = tf.unstack(flat)
    w = tf.constant([[pieces[0], pieces[1]], [pieces[2], pieces[3]]])  # error: [rewrapped-value]
    b = tf.stack(pieces[4:])
    return x @ w + b


@tf.function
def loss_fn(task, x, y):
    flat = tf.reshape(hyper(task[None]), (-1,))
    return tf.reduce_mean((main_net(x, flat) - y) ** 2)


with tf.GradientTape() as tape:
    loss = loss_fn(tf.constant([0.1, 0.9]), tf.ones((3, 2)), tf.zeros((3, 2)))
print(tape.gradient(loss, hyper.trainable_variables))
