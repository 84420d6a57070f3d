# outcome: none raises TypeError
import tensorflow as tf

log_temperature = tf.Variable(0.5)
net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1, use_bias=False)])
base = net.get_weights()[0]
x, y = tf.random.normal((8, 3)), tf.random.normal((8, 1))


def scaled_weights():
    yield base * tf.exp(log_temperature)


for step in range(2):
    with tf.GradientTape() as tape:
        for variable, value in zip(net.trainable_variables, scaled_weights()):
            variable.assign(value)  # error: [state-write]
        loss = tf.reduce_mean((net(x) - y) ** 2)
    log_temperature.assign_sub(0.1 * tape.gradient(loss, log_temperature))
