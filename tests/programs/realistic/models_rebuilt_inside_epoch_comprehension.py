# outcome: stuck
import tensorflow as tf
from tensorflow.keras import layers

x, y = tf.random.normal((20, 3)), tf.random.normal((20, 1))


def mlp():
    return tf.keras.Sequential([layers.Input((3,)), layers.Dense(4, "relu"), layers.Dense(1)])  # or: [fresh-variable]


for epoch in range(3):
    committee = [mlp() for _ in range(2)]  # warning: [fresh-variable]
    opt = tf.keras.optimizers.Adam(0.01)
    variables = [v for net in committee for v in net.trainable_variables]
    with tf.GradientTape() as tape:
        vote = tf.add_n([net(x) for net in committee]) / 2.0
        loss = tf.reduce_mean((vote - y) ** 2)
    opt.apply_gradients(zip(tape.gradient(loss, variables), variables))
    print(epoch, float(loss))
