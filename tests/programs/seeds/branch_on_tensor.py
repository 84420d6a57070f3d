# outcome: flows
import tensorflow as tf

speed = tf.Variable(2.0)


def drag(v):
    if v > 1:
        force = v * 2
    else:
        force = v
    return force


with tf.GradientTape() as tape:
    total = drag(speed)

print("slope of the drag:", tape.gradient(total, speed).numpy())
