# outcome: flows
import tensorflow as tf

w = tf.Variable([1.0, 2.0])
with tf.GradientTape(persistent=True) as tape:
    for power in (2.0, 3.0):
        loss = tf.reduce_sum(w**power)
        print(power, tape.gradient(loss, w))
        tape.reset()
    loss = tf.reduce_sum(w)
print(tape.gradient(loss, w))
del tape
