# outcome: flows
import tensorflow as tf
class Found(Exception):
    def __init__(self, v):
        self.v = v
W = tf.Variable(2.0)
def search(x):
    if x is not None:
        raise Found(W * x)
with tf.GradientTape() as tape:
    out = tf.constant(0.0)
    try:
        search(3.0)
    except Found as e:
        out = e.v
print(tape.gradient(out, W))
with tf.GradientTape() as tape:
    try:
        raise StopIteration(W * 2.0)
    except StopIteration as e:
        out = e.value
print(tape.gradient(out, W))
