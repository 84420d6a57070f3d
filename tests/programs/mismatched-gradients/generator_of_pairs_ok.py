# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers, optimizers

encoder = tf.keras.Sequential([layers.Input((4,)), layers.Dense(4, use_bias=False)])
decoder = tf.keras.Sequential([layers.Input((4,)), layers.Dense(4, use_bias=False)])
optimizer = optimizers.SGD(0.1)
x = tf.random.normal((16, 4))


def noisy(grads, stddev):
    for g in grads:
        yield g + tf.random.normal(tf.shape(g), stddev=stddev)


for step in range(3):
    variables = [*encoder.trainable_variables, *decoder.trainable_variables]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((decoder(encoder(x)) - x) ** 2)
    grads = tape.gradient(loss, variables)
    grads = [tf.clip_by_norm(g, 1.0) for g in grads]
    optimizer.apply_gradients(zip(noisy(grads, 0.01 / (1 + step)), variables))
