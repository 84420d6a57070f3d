# outcome: raises AttributeError
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
weights = net.get_weights()  # or: [foreign-sources] or: [leaves-tensorflow]
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(net(tf.ones((2, 3))) ** 2)
for g in tape.gradient(loss, weights):  # error: [foreign-sources] or: [leaves-tensorflow]
    print(g)
