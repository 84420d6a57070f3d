# outcome: flows
"""Layers that are added after an `InputLayer` are built at once: their weights can be taken."""
import tensorflow as tf

mean = tf.constant([[0.5, 0.25]])
net = tf.keras.Sequential()
net.add(tf.keras.layers.InputLayer(shape=(2,)))
net.add(tf.keras.layers.Lambda(lambda x: x - mean))
for _ in range(2):
    net.add(tf.keras.layers.Dense(4, activation="tanh"))
net.add(tf.keras.layers.Dense(1))
weights = net.trainable_variables

backbone = tf.keras.Sequential([tf.keras.Input(shape=(2,)), tf.keras.layers.Dense(3)])
classifier = tf.keras.Sequential()
classifier.add(backbone)
classifier.add(tf.keras.layers.Dense(1))
head = classifier.layers[-1].trainable_variables

x = tf.ones((3, 2))
with tf.GradientTape(persistent=True) as tape:
    loss = tf.reduce_mean(tf.square(net(x)))
    other = tf.reduce_mean(tf.square(classifier(x)))
print(len(weights), [g.shape for g in tape.gradient(loss, weights)])
print(len(head), [g.shape for g in tape.gradient(other, head)])
