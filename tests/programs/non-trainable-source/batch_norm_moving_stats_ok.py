# outcome: flows
import tensorflow as tf

net = tf.keras.Sequential([
    tf.keras.Input((5,)),
    tf.keras.layers.Dense(8, use_bias=False),
    tf.keras.layers.BatchNormalization(),
    tf.keras.layers.Activation("tanh"),
    tf.keras.layers.Dense(1),
])

x, y = tf.random.normal((16, 5)), tf.random.normal((16, 1))
lr = 0.01
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((net(x, training=True) - y) ** 2)
    trainable = [w for w in net.weights if w.trainable]
    grads = tape.gradient(loss, trainable)
    for w, g in zip(trainable, grads):
        w.assign_sub(lr * g)
