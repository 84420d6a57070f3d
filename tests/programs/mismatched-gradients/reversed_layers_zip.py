# outcome: flows raises InvalidArgumentError
import tensorflow as tf

layers = [tf.keras.layers.Dense(n, use_bias=False) for n in (3, 5, 2)]
opt = tf.keras.optimizers.SGD(0.1)


def run(x):
    for layer in layers:
        x = layer(x)
    return x


def weights(order=1):
    return [layer.kernel for layer in layers[::order]]


x = tf.random.normal((4, 6))
run(x)
for epoch in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(run(x) ** 2)
    grads = tape.gradient(loss, weights())
    opt.apply_gradients(zip(grads, weights(-1)))  # error: [mismatched-gradients]
