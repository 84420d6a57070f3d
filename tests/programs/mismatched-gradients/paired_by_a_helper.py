# outcome: flows
"""A helper pairs the gradients of the student with the weights of the teacher."""
import tensorflow as tf
from tensorflow.keras import layers


def network():
    return tf.keras.Sequential([layers.Input((4,)), layers.Dense(6, activation="relu"), layers.Dense(2)])


class Distillation:
    def __init__(self):
        self.teacher, self.student = network(), network()
        self.optimizer = tf.keras.optimizers.SGD(0.1)

    def pairs(self, tape, loss):
        gradients = tape.gradient(loss, self.student.trainable_variables)
        return zip(gradients, self.teacher.trainable_variables)  # warning: [mismatched-gradients]

    def step(self, inputs):
        wanted = tf.nn.softmax(self.teacher(inputs))
        with tf.GradientTape() as tape:
            guess = tf.nn.log_softmax(self.student(inputs))
            loss = -tf.reduce_mean(tf.reduce_sum(tf.stop_gradient(wanted) * guess, axis=-1))
        self.optimizer.apply_gradients(self.pairs(tape, loss))
        return loss


distillation = Distillation()
for _ in range(4):
    print(distillation.step(tf.random.normal([8, 4])))
