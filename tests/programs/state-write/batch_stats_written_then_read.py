# outcome: none
from tensorflow import GradientTape
import tensorflow as tf

kernel = tf.Variable(tf.ones((3, 3)) * 0.1, name="kernel")
buffer = tf.Variable(tf.zeros((5, 3)), trainable=False, name="buffer")
data = tf.random.normal((5, 3))


class Pipeline:
    def __init__(self, buf):
        self.buf = buf

    def push(self, batch):
        self.buf.assign(batch @ kernel)  # error: [state-write]

    def energy(self):
        return tf.reduce_sum(tf.square(self.buf))


pipe = Pipeline(buffer)
with GradientTape() as tape:
    pipe.push(data)
    e = pipe.energy()
print("kernel gradient", tape.gradient(e, kernel))
