# outcome: flows
import tensorflow as tf

kernel = tf.Variable([[0.5, -0.5], [1.0, 2.0]])
x = tf.constant([[1.0, 2.0]])

with tf.GradientTape() as tape:
    for attempt in range(3):
        tape.reset()
        response = tf.reduce_sum(x @ kernel) * (attempt + 1.0)
        loss = tf.square(response - 1.0)
        if loss < 10.0:
            break

print(attempt, tape.gradient(loss, kernel))
