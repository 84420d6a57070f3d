# outcome: flows
import tensorflow as tf

shared = tf.keras.layers.Dense(6, activation="tanh")
heads = [tf.keras.layers.Dense(1) for _ in range(2)]
log_w = tf.Variable(tf.zeros([2]))
x = tf.random.normal([12, 3])
targets = [x[:, :1], 10.0 * x[:, 1:2] ** 2]
opt, w_opt = tf.keras.optimizers.Adam(1e-2), tf.keras.optimizers.Adam(1e-2)
initial = None
shared(x)
for step in range(3):
    with tf.GradientTape(persistent=True) as tape:
        h = shared(x)
        losses = tf.stack([tf.reduce_mean((head(h) - t) ** 2) for head, t in zip(heads, targets)])
        w = 2.0 * tf.nn.softmax(log_w)
        total = tf.reduce_sum(w * losses)
        norms = []
        for i in range(2):
            g = tape.gradient(w[i] * losses[i], shared.kernel)
            norms.append(tf.norm(g))
        norms = tf.stack(norms)
        if initial is None:
            initial = losses.numpy()
        ratio = losses.numpy() / initial
        goal = tf.stop_gradient(tf.reduce_mean(norms)) * (ratio / ratio.mean()) ** 1.5
        balance = tf.reduce_sum(tf.abs(norms - goal))
    params = shared.trainable_variables + [v for head in heads for v in head.trainable_variables]
    gp, gw = tape.gradient(total, params), tape.gradient(balance, log_w)
    del tape
    opt.apply_gradients(zip(gp, params))
    w_opt.apply_gradients([(gw, log_w)])
print(tf.nn.softmax(log_w).numpy())
