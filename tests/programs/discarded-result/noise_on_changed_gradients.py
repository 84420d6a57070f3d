# outcome: flows
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.SGD(0.1)


def noise(grads, sigma):
    for g in grads:
        tf.add(g, tf.random.normal(g.shape, stddev=sigma))  # warning: [discarded-result]
    return grads


def centralise(grads):
    return [g - tf.reduce_mean(g, 0, keepdims=True) if len(g.shape) > 1 else g for g in grads]


x = tf.random.normal((4, 3))
for _ in range(2):
    with tf.GradientTape() as tape:
        h = model(x)
        loss = tf.reduce_mean(h**2)
    grads = noise(centralise(tape.gradient(loss, model.trainable_variables)), 0.1)
    opt.apply_gradients(zip(grads, model.trainable_variables))
