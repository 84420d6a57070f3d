# outcome: flows
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Input((3,)), tf.keras.layers.Dense(4, "tanh"), tf.keras.layers.Dense(1, use_bias=False)])
batches = tf.data.Dataset.from_tensor_slices(tf.random.normal((12, 3))).batch(4)
frames = [tf.random.normal((4, 3)) for _ in range(len(tf.config.list_physical_devices()) + 3)]

with tf.GradientTape() as tape:
    previous, change = None, 0.0
    for batch in batches:
        out = net(batch)
        if previous is not None:
            change += tf.reduce_mean(tf.square(out - previous))
        previous = out
print(tape.gradient(change, net.trainable_variables))

with tf.GradientTape() as tape:
    outs = [net(frame) for frame in frames]
    change = sum(tf.reduce_mean(tf.abs(b - a)) for a, b in zip(outs, outs[1:]))
print(tape.gradient(change, net.trainable_variables))

with tf.GradientTape() as tape:
    change = tf.reduce_mean(tf.abs(net(frames[0]) - net(frames[1])))
    last = net(next(iter(batches)))
    for batch in batches:
        change += tf.reduce_mean(tf.abs(net(batch) - last))
print(tape.gradient(change, net.trainable_variables))
