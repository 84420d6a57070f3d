# outcome: flows
import tensorflow as tf

net = tf.keras.Sequential([
    tf.keras.layers.Input((3,)),
    tf.keras.layers.Dense(4, kernel_regularizer="l2"),
    tf.keras.layers.Dense(1, kernel_regularizer=tf.keras.regularizers.L1(0.01)),
])
rows = tf.random.normal((6, 3))
print("decay at the start:", float(tf.add_n(net.losses)))

with tf.GradientTape() as tape:
    loss = tf.reduce_mean(tf.square(net(rows) - 1.0)) + tf.add_n(net.losses)
print(tape.gradient(loss, net.trainable_variables))

with tf.GradientTape() as tape:
    decay = sum(net.losses)
print(tape.gradient(decay, [layer.kernel for layer in net.layers]))
