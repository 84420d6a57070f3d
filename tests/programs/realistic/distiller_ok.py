# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Distiller(keras.Model):
    def __init__(self, student, teacher):
        super().__init__()
        self.student = student
        self.teacher = teacher

    def compile(self, optimizer, metrics, student_loss_fn, distill_loss_fn, alpha=0.1, T=3):
        super().compile(optimizer=optimizer, metrics=metrics)
        self.student_loss_fn = student_loss_fn
        self.distill_loss_fn = distill_loss_fn
        self.alpha = alpha
        self.temperature = T

    def call(self, x):
        return self.student(x)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        teacher_pred = self.teacher(x, training=False)
        student_loss = self.student_loss_fn(y, y_pred)
        soft = self.distill_loss_fn(
            tf.nn.softmax(teacher_pred / self.temperature, axis=1),
            tf.nn.softmax(y_pred / self.temperature, axis=1),
        )
        return self.alpha * student_loss + (1 - self.alpha) * soft * self.temperature**2


def mlp(width):
    return keras.Sequential([keras.Input((6,)), layers.Dense(width, "relu"), layers.Dense(3)])


teacher = mlp(32)
teacher.trainable = False
distiller = Distiller(student=mlp(4), teacher=teacher)
distiller.compile(
    optimizer=keras.optimizers.Adam(),
    metrics=[keras.metrics.SparseCategoricalAccuracy()],
    student_loss_fn=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    distill_loss_fn=keras.losses.KLDivergence(),
)
x, y = tf.random.normal((24, 6)), tf.random.uniform((24,), maxval=3, dtype=tf.int32)
distiller.fit(x, y, epochs=1, verbose=0)
