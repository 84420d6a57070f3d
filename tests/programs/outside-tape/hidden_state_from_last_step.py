# outcome: none
import tensorflow as tf

cell = tf.Variable(tf.random.normal((3, 3)) * 0.1)
state = tf.ones((1, 3))

for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(state**2)  # or: [unrelated-target]
    state = tf.tanh(state @ cell)  # error: [outside-tape]
    print(step, tape.gradient(loss, cell))
