# outcome: part
import tensorflow as tf

net = tf.keras.Sequential([
    tf.keras.Input((5,)),
    tf.keras.layers.Dense(8, use_bias=False),
    tf.keras.layers.BatchNormalization(),  # warning: [non-trainable-source]
    tf.keras.layers.ReLU(),
    tf.keras.layers.Dense(1),
])

x, y = tf.random.normal((16, 5)), tf.random.normal((16, 1))
lr = 0.01
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(x, training=True) - y) ** 2)
    grads = tape.gradient(loss, net.weights)  # or: [non-trainable-source] or: [foreign-sources]
    for w, g in zip(net.weights, grads):
        if g is not None:
            w.assign_sub(lr * g)
