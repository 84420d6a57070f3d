# outcome: flows
import tensorflow as tf
class Meta(type):
    def __call__(cls, *a):
        obj = super().__call__(*a)
        obj.w = W
        return obj
    def __getitem__(cls, k):
        return W
W = tf.Variable(2.0)
class M(metaclass=Meta):
    def __init__(self):
        self.w = tf.constant(1.0)
with tf.GradientTape() as tape:
    loss = M().w ** 2
print(tape.gradient(loss, W))
with tf.GradientTape() as tape:
    loss = M["a"] ** 2
print(tape.gradient(loss, W))
