# outcome: flows
import tensorflow as tf


class StaircaseDecay:
    def __init__(self, initial, every, factor=0.5):
        self.initial, self.every, self.factor = initial, every, factor

    def __call__(self, step):
        return self.initial * self.factor ** (step // self.every)


schedule = StaircaseDecay(0.1, every=tf.constant(2.0))
w = tf.Variable([2.0, -3.0])
step = tf.Variable(0.0, trainable=False)

for _ in range(5):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(w**2)
        reported = loss * schedule(step)
    grad = tape.gradient(loss, w)
    w.assign_sub(schedule(step) * grad)
    step.assign_add(1.0)
    print(int(step.numpy() // 2), loss.numpy(), reported.numpy())
