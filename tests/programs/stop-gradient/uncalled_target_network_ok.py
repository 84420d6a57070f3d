# outcome: flows
import tensorflow as tf
from tensorflow import keras


class SelfDistilled(keras.Model):
    """The teacher only follows the student; whoever trains asks for the student's weights."""

    def __init__(self, units=4):
        super().__init__()
        self.student = keras.layers.Dense(units)
        self.teacher = keras.layers.Dense(units)

    def call(self, inputs):
        student = self.student(inputs)
        teacher = tf.stop_gradient(self.teacher(inputs))
        self.add_loss(tf.reduce_mean(tf.square(student - teacher)))
        return student


class Consistency(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return tf.reduce_mean(tf.square(tf.stop_gradient(y_true) - y_pred), axis=-1)


# used: model = SelfDistilled()
# used: with tf.GradientTape() as tape:
# used:     output = model(tf.random.normal([4, 3]))
# used:     loss = Consistency()(output, output) + sum(model.losses)
# used: print(tape.gradient(loss, model.student.trainable_variables))
