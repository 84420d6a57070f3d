# outcome: flows
import tensorflow as tf

params = {"w": tf.Variable(tf.random.normal((3, 2))), "b": tf.Variable(tf.zeros((2,)))}
opt = tf.keras.optimizers.SGD(0.1)
x, y = tf.random.normal((7, 3)), tf.random.normal((7, 2))
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((x @ params["w"] + params["b"] - y) ** 2)
    grads = tape.gradient(loss, params)
    opt.apply_gradients((grads[k], params[k]) for k in sorted(params))
