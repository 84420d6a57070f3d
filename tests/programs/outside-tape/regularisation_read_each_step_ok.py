# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers, regularizers

net = tf.keras.Sequential(
    [
        tf.keras.Input((4,)),
        layers.Dense(3, kernel_regularizer=regularizers.L2(0.01), use_bias=False),
    ]
)
print("starting penalty", sum(net.losses).numpy())

with tf.GradientTape() as tape:
    loss = tf.add_n(net.losses)
    loss += 0.5 * tf.reduce_mean(net(tf.ones((2, 4))))

print("penalty", loss.numpy(), tape.gradient(loss, net.trainable_variables))
