# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Distiller(keras.Model):
    def __init__(self, student, teacher):
        super().__init__()
        self.student = student
        self.teacher = teacher

    def compile(self, optimizer, student_loss_fn, alpha=0.1):
        super().compile(optimizer=optimizer)
        self.student_loss_fn = student_loss_fn
        self.alpha = alpha

    def train_step(self, data):
        x, y = data
        teacher_predictions = self.teacher(x, training=False)
        with tf.GradientTape() as tape:
            student_predictions = self.student(x, training=True)
            loss = self.student_loss_fn(y, teacher_predictions)  # error: [unrelated-target]
        gradients = tape.gradient(loss, self.student.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.student.trainable_variables))
        return {"loss": loss}


def mlp(width):
    return keras.Sequential([keras.Input((6,)), layers.Dense(width, "relu"), layers.Dense(3)])


distiller = Distiller(student=mlp(4), teacher=mlp(32))
distiller.compile(
    optimizer=keras.optimizers.Adam(),
    student_loss_fn=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
)
x, y = tf.random.normal((24, 6)), tf.random.uniform((24,), maxval=3, dtype=tf.int32)
distiller.fit(x, y, epochs=1, verbose=0)
