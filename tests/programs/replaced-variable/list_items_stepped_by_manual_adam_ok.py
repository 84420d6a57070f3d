# outcome: flows
import tensorflow as tf

tf.random.set_seed(3)
params = [tf.Variable(tf.random.normal((4, 6)) * 0.3), tf.Variable(tf.random.normal((6, 1)) * 0.3)]
m = [tf.zeros_like(p) for p in params]
v = [tf.zeros_like(p) for p in params]
beta1, beta2, lr, eps = 0.9, 0.999, 1e-2, 1e-8


def forward(x):
    return tf.tanh(x @ params[0]) @ params[1]


x = tf.random.normal((20, 4))
y = tf.reduce_sum(x, axis=1, keepdims=True)
for step in range(1, 4):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((forward(x) - y) ** 2)
    grads = tape.gradient(loss, params)
    for i, g in enumerate(grads):
        m[i] = beta1 * m[i] + tf.multiply(g, 1 - beta1)
        v[i] = beta2 * v[i] + tf.square(g) * (1 - beta2)
        m_hat, v_hat = m[i] / (1 - beta1**step), v[i] / (1 - beta2**step)
        params[i].assign(params[i] - lr * m_hat / (tf.sqrt(v_hat) + eps))
    print(step, loss.numpy())
