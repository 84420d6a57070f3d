# outcome: flows
"""One net has two losses with an optimizer each; its slow copy follows it by hand."""
import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.random.normal([8, 4])
net = tf.keras.Sequential([layers.Input((4,)), layers.Dense(8, activation="relu"), layers.Dense(2)])
first, second = tf.keras.optimizers.SGD(0.1), tf.keras.optimizers.SGD(0.1)
slow = tf.keras.models.clone_model(net)
slow.set_weights(net.get_weights())
for _ in range(2):
    with tf.GradientTape() as tape:
        near = tf.reduce_mean(tf.square(net(inputs) - slow(inputs)))
    first.apply_gradients(zip(tape.gradient(near, net.trainable_variables), net.trainable_variables))
    with tf.GradientTape() as tape:
        far = tf.reduce_mean(tf.square(net(inputs)))
    second.apply_gradients(zip(tape.gradient(far, net.trainable_variables), net.trainable_variables))
    for kept, new in zip(slow.weights, net.weights):
        kept.assign(0.9 * kept + 0.1 * new)
