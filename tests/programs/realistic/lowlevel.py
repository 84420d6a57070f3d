# outcome: flows
import numpy as np
import tensorflow as tf

rng = np.random.RandomState(3)
X = rng.randn(40, 3).astype("f")
Y = (X @ np.array([[1.0], [-2.0], [0.5]]) > 0).astype("f")
params = {
    "w0": tf.Variable(rng.randn(3, 6).astype("f") * 0.3),
    "b0": tf.Variable(np.zeros(6, "f")),
    "w1": tf.Variable(rng.randn(6, 1).astype("f") * 0.3),
    "b1": tf.Variable(np.zeros(1, "f")),
}
m = {k: tf.Variable(tf.zeros_like(v)) for k, v in params.items()}
v2 = {k: tf.Variable(tf.zeros_like(v)) for k, v in params.items()}


def net(x, p):
    h = tf.nn.elu(x @ p["w0"] + p["b0"])
    return h @ p["w1"] + p["b1"]


def adam(grads, t, lr=1e-2, b1=0.9, b2=0.999):
    for k, g in grads.items():
        m[k].assign(b1 * m[k] + (1 - b1) * g)
        v2[k].assign(b2 * v2[k] + (1 - b2) * g * g)
        mh, vh = m[k] / (1 - b1**t), v2[k] / (1 - b2**t)
        params[k].assign_sub(lr * mh / (tf.sqrt(vh) + 1e-7))


n_batches = len(X) // 8
best, patience = float("inf"), 0
for epoch in range(3):
    order = rng.permutation(len(X))
    total = 0.0
    for j in range(n_batches):
        sel = order[j * 8 : (j + 1) * 8]
        with tf.GradientTape() as tape:
            z = net(X[sel], params)
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=Y[sel], logits=z))
            loss += 1e-3 * tf.add_n([tf.nn.l2_loss(params[k]) for k in params if k.startswith("w")])
        adam(tape.gradient(loss, params), t=epoch * n_batches + j + 1)
        total += loss.numpy()
    pred = (tf.sigmoid(net(X, params)).numpy() > 0.5).astype(int)
    print(epoch, total / n_batches, (pred == Y).mean())
    if total < best:
        best, patience = total, 0
    else:
        patience += 1
        if patience > 2:
            break
