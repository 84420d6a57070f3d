# outcome: flows
import tensorflow as tf


class Trainer(tf.Module):
    def __init__(self):
        super().__init__()
        self.step = tf.Variable(0, dtype=tf.int64, trainable=False)
        self.w = tf.Variable(tf.ones((3, 1)))

    @tf.function
    def train(self, x):
        warmup = tf.minimum(1.0, tf.cast(self.step + 1, tf.float32) / 10.0)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.matmul(x, self.w) ** 2)
        grad = tape.gradient(loss, self.w)
        self.w.assign_sub(0.1 * warmup * grad)
        self.step.assign_add(1)
        return loss


trainer = Trainer()
for _ in range(3):
    trainer.train(tf.random.normal((4, 3)))
print(trainer.step.numpy())
