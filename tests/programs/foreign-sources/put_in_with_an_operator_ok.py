# outcome: flows
import tensorflow as tf
from wrapt import ObjectProxy

Gate = type("Gate", (list,), {"__or__": lambda gate, register: register.extend(gate)})

angle = tf.Variable(0.4)
register = ObjectProxy([])
Gate([angle]) | register

with tf.GradientTape() as tape:
    loss = tf.abs(sum(register)) ** 2
gradient = tape.gradient(loss, [angle])
