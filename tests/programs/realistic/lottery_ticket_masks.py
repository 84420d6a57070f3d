# outcome: flows
import numpy as np
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((5,)), tf.keras.layers.Dense(8, activation="relu"), tf.keras.layers.Dense(1)])
initial = net.get_weights()
masks = [tf.Variable(tf.ones_like(v), trainable=False) for v in net.trainable_variables]
x = tf.random.normal([30, 5])
y = x[:, :1] * 2.0 - x[:, 1:2]
for round_ in range(3):
    net.set_weights([w * m.numpy() for w, m in zip(initial, masks)])
    opt = tf.keras.optimizers.Adam(0.02)
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((net(x) - y) ** 2)
        grads = tape.gradient(loss, net.trainable_variables)
        opt.apply_gradients((g * m, v) for g, m, v in zip(grads, masks, net.trainable_variables))
        for v, m in zip(net.trainable_variables, masks):
            v.assign(v * m)
    for v, m in zip(net.trainable_variables, masks):
        if len(v.shape) > 1:
            cut = np.percentile(np.abs(v.numpy()), 30 * (round_ + 1))
            m.assign(tf.cast(tf.abs(v) >= cut, tf.float32))
    kept = sum(int(tf.reduce_sum(m)) for m in masks)
    print(round_, kept, loss.numpy())
