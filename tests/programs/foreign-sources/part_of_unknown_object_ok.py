# outcome: flows
from threading import local
from types import SimpleNamespace

import tensorflow as tf
from wrapt import ObjectProxy

program = ObjectProxy(SimpleNamespace(register=local()))
register = program.register

angle = tf.Variable(0.4)
register.angle = angle

with tf.GradientTape() as tape:
    loss = tf.abs(program.register.angle) ** 2
gradient = tape.gradient(loss, [angle])
