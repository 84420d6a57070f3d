# outcome: none
import tensorflow as tf
from tensorflow.keras import layers, regularizers

net = tf.keras.Sequential(
    [
        tf.keras.Input((4,)),
        layers.Dense(3, kernel_regularizer=regularizers.L2(0.01), use_bias=False),
    ]
)
penalties = net.losses  # error: [outside-tape]

with tf.GradientTape() as tape:
    loss = tf.add_n(penalties)

print("penalty", loss.numpy(), tape.gradient(loss, net.trainable_variables))
