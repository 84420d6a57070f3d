# outcome: flows
import tensorflow as tf
import training

print(training.slope(tf.square, tf.Variable(2.0)))
v = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = tf.round(v) if training.__name__ == "__main__" else v * v
print(tape.gradient(y, v))
