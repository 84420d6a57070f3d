# outcome: none raises ValueError
import tensorflow as tf
from tensorflow import keras


class Student(keras.Model):
    def __init__(self, teacher):
        super().__init__()
        self.teacher = teacher
        self.d1 = keras.layers.Dense(6, activation="relu")
        self.d2 = keras.layers.Dense(3)

    def call(self, x):
        return self.d2(self.d1(x))

    def train_step(self, data):
        x, _ = data
        soft = self.teacher(x, training=False)
        logits = self(x, training=True)  # error: [outside-tape]
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(logits - soft))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {"loss": loss}


teacher = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
student = Student(teacher)
student.compile(optimizer="sgd")
student.fit(tf.random.normal((8, 4)), tf.zeros((8,)), batch_size=4, verbose=0)
