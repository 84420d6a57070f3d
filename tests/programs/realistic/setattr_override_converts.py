# outcome: flows
import tensorflow as tf


class Params:
    def __init__(self, **init):
        for k, v in init.items():
            setattr(self, k, v)

    def __setattr__(self, name, value):
        if not isinstance(value, tf.Variable):
            value = tf.Variable(value, dtype=tf.float32, name=name)
        super().__setattr__(name, value)

    def __iter__(self):
        return iter(self.__dict__.values())


p = Params(a=1, b=-2.0)
p.c = [0.1, 0.2, 0.3]
x = tf.constant([0.0, 1.0, 2.0])
with tf.GradientTape() as tape:
    curve = p.a * x**2 + p.b * x + p.c
    loss = tf.reduce_mean(tf.square(curve - 1.0))
grads = tape.gradient(loss, list(p))
da = tape_grad = grads[0]
print([g.numpy() for g in grads], da)
with tf.GradientTape() as tape:
    y = p.a * 3.0
print(tape.gradient(y, p.a).numpy())
