# outcome: flows
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


def build():
    return keras.Sequential([keras.Input((5,)), layers.Dense(8, activation="gelu"), layers.Dense(3)])


class MeanTeacher(keras.Model):
    def __init__(self, decay=0.99):
        super().__init__()
        self.student, self.teacher = build(), build()
        self.teacher.set_weights(self.student.get_weights())
        self.teacher.trainable = False
        self.decay = decay

    def call(self, x):
        return self.student(x)

    def update_teacher(self):
        for t, s in zip(self.teacher.weights, self.student.weights):
            t.assign(self.decay * t + (1.0 - self.decay) * s)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            logits = self.student(x, training=True)
            target = self.teacher(x, training=False)
            supervised = keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
            consistency = tf.reduce_mean((tf.nn.softmax(logits) - tf.nn.softmax(target)) ** 2)
            loss = tf.reduce_mean(supervised) + 2.0 * consistency
        grads = tape.gradient(loss, self.student.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.student.trainable_variables))
        self.update_teacher()
        return {"loss": loss, "consistency": consistency}


mt = MeanTeacher()
mt.compile(optimizer="adam")
mt.fit(tf.random.normal((32, 5)), tf.random.uniform((32,), maxval=3, dtype=tf.int32), verbose=0)
