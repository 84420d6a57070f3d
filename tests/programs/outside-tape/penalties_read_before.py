# outcome: part
import tensorflow as tf

net = tf.keras.Sequential([
    tf.keras.layers.Input((3,)),
    tf.keras.layers.Dense(4, kernel_regularizer="l2", use_bias=False),
    tf.keras.layers.Dense(1, kernel_regularizer=tf.keras.regularizers.L1(0.01)),
])
last = net.layers[-1].bias
decay = tf.add_n(net.losses)  # warning: [outside-tape]

with tf.GradientTape() as tape:
    loss = 0.1 * decay + tf.reduce_sum(last)
print(tape.gradient(loss, net.trainable_variables))
