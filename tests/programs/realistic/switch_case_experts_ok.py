# outcome: flows
import keras
import tensorflow as tf
from keras import ops

w = tf.Variable(1.7)
gate = keras.Variable([0.5, 0.2], name="gate")

for i in range(2):
    with tf.GradientTape() as tape:
        y = tf.switch_case(tf.constant(i), [lambda: w ** 2, lambda: tf.exp(w)])
    w.assign_sub(0.01 * tape.gradient(y, w))

with tf.GradientTape(persistent=True) as tape:
    a = tf.case([(w > 100.0, lambda: w * 3.0)], default=lambda: w * 2.0)
    b = ops.switch(1, [lambda: gate[0] * 2.0, lambda: gate[1] * 4.0])
    c = ops.fori_loop(0, 3, lambda i, acc: acc * gate[0], ops.ones(()))
print(tape.gradient(a, w), tape.gradient(b, gate), tape.gradient(c, gate))
