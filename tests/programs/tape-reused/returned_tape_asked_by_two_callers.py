# outcome: raises RuntimeError
import tensorflow as tf
from tensorflow.keras import layers

net = tf.keras.Sequential([layers.Dense(6, activation="tanh"), layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.01)


def forward(x, y):
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = tf.reduce_mean((net(x) - y) ** 2)
    return tape, loss


def train(tape, loss):
    variables = net.trainable_variables
    opt.apply_gradients(zip(tape.gradient(loss, variables), variables))


def sensitivity(tape, loss, x):
    return tf.reduce_mean(tf.abs(tape.gradient(loss, x)), axis=0)  # error: [tape-reused]


x, y = tf.random.normal((10, 3)), tf.zeros((10, 1))
tape, loss = forward(x, y)
train(tape, loss)
print(sensitivity(tape, loss, x))
