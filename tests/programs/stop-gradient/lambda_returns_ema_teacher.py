# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import Sequential, layers, losses, optimizers

sg = tf.stop_gradient


def net():
    return Sequential([layers.Input((4,)), layers.Dense(6, activation="relu"), layers.Dense(3)])


student, teacher = net(), net()
teacher.set_weights(student.get_weights())
consistency = lambda a, b: losses.MeanSquaredError()(sg(b), sg(a))  # error: [stop-gradient]
opt = optimizers.SGD(0.1)

for _ in range(2):
    clean = tf.random.normal((8, 4))
    with tf.GradientTape() as tape:
        loss = consistency(student(clean + 0.1), teacher(clean))
    grads = tape.gradient(loss, student.trainable_variables)
    opt.apply_gradients(zip(grads, student.trainable_variables))
    for t, s in zip(teacher.weights, student.weights):
        t.assign(0.99 * t + 0.01 * s)
