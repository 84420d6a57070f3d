# outcome: flows
# used: student, teacher = tf.Variable([[0.1, 0.4]]), tf.constant([[1.0, -1.0]])
# used: with tf.GradientTape() as tape: loss = tf.reduce_mean(Distill()(student, teacher))
# used: print(tape.gradient(loss, student))
import tensorflow as tf


class Distill(tf.keras.losses.Loss):
    def call(self, student, teacher):
        wanted = tf.stop_gradient(tf.nn.softmax(teacher))
        return -tf.reduce_sum(wanted * tf.nn.log_softmax(student), axis=-1)
