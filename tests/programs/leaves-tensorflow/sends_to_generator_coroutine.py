# outcome: none
# gap: what is sent to a generator is not followed
import tensorflow as tf


def running_average(beta=0.9):
    avg = 0.0
    while True:
        value = yield avg
        avg = beta * avg + (1 - beta) * value.numpy()  # error: [leaves-tensorflow]


w = tf.Variable(1.0)
smoother = running_average()
next(smoother)
with tf.GradientTape() as tape:
    for k in range(3):
        smooth = smoother.send(w * k)
    loss = tf.square(tf.convert_to_tensor(smooth))
print(tape.gradient(loss, w))
