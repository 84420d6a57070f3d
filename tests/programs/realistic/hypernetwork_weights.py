# outcome: flows
import tensorflow as tf
import keras

hyper = keras.Sequential([keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3 * 4 + 4 + 4 + 1)])
task_codes = tf.Variable(tf.random.normal([2, 5]))


def target_net(x, theta):
    w1, b1, w2, b2 = tf.split(theta, [12, 4, 4, 1])
    h = tf.nn.relu(tf.matmul(x, tf.reshape(w1, [3, 4])) + b1)
    return tf.matmul(h, tf.reshape(w2, [4, 1])) + b2


x = tf.random.normal([2, 7, 3])
y = tf.stack([tf.reduce_sum(x[0], -1), tf.reduce_prod(x[1], -1)])
opt = keras.optimizers.Adam(1e-3)
for _ in range(2):
    with tf.GradientTape() as tape:
        thetas = hyper(task_codes)
        losses = [tf.reduce_mean((target_net(xi, th)[:, 0] - yi) ** 2) for xi, yi, th in zip(x, y, tf.unstack(thetas))]
        loss = tf.add_n(losses)
    params = [task_codes] + hyper.trainable_variables
    opt.apply_gradients(list(zip(tape.gradient(loss, params), params)))
    print([round(float(l), 3) for l in losses])
