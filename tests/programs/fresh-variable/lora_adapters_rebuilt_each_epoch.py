# outcome: stuck
import tensorflow as tf


class Lora:
    def __init__(self, base, rank):
        self.base = base
        self.rank = rank

    def attach(self):
        d_in, d_out = self.base.shape
        self.a = tf.Variable(tf.random.normal((d_in, self.rank)) * 0.01)  # or: [fresh-variable]
        self.b = tf.Variable(tf.zeros((self.rank, d_out)))  # or: [fresh-variable]
        return [self.a, self.b]

    def __call__(self, x):
        return x @ self.base + x @ self.a @ self.b


base = tf.random.normal((4, 3))
lora = Lora(base, 2)
x, y = tf.random.normal((9, 4)), tf.random.normal((9, 3))
for epoch in range(3):
    adapters = lora.attach()  # warning: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(lora(x) - y))
    for v, g in zip(adapters, tape.gradient(loss, adapters)):
        v.assign_sub(0.1 * g)
    print(epoch, loss.numpy())
