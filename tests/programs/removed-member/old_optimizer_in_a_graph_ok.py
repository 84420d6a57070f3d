# outcome: flows
import tensorflow as tf

v1 = tf.compat.v1

with tf.Graph().as_default():
    w = v1.get_variable("w", initializer=[1.0, 2.0])
    loss = tf.reduce_sum(tf.square(w))
    slope = tf.gradients(loss, w)
    step = v1.train.GradientDescentOptimizer(0.1).minimize(loss)
    with v1.Session() as session:
        session.run(v1.global_variables_initializer())
        print(session.run([slope, step]))

x = tf.Variable(1.0)
with tf.GradientTape() as tape:
    y = x * x
print(tape.gradient(y, x))
