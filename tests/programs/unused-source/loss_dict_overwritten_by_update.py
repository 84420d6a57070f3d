# outcome: none raises ValueError
import tensorflow as tf

net = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)


def defaults():
    return {"loss": tf.zeros(()), "count": tf.ones(())}


x = tf.random.normal((4, 2))
with tf.GradientTape() as tape:
    log = {"loss": tf.reduce_mean(net(x) ** 2)}
    log.update(defaults())  # error: [unused-source] or: [unrelated-target]
    loss = log["loss"] / log["count"]  # or: [unrelated-target]
grads = tape.gradient(loss, net.trainable_variables)
opt.apply_gradients(zip(grads, net.trainable_variables))
