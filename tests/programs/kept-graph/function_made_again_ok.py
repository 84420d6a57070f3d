# outcome: flows
import tensorflow as tf

x = tf.random.normal((8, 3))
net = tf.keras.layers.Dense(1)
net.build((None, 3))


@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(x) - 1.0) ** 2)
    weights = net.trainable_variables
    for weight, slope in zip(weights, tape.gradient(loss, weights)):
        weight.assign_sub(0.1 * slope)


step()
net = tf.keras.layers.Dense(1)
net.build((None, 3))
step = tf.function(step.python_function)
step()
