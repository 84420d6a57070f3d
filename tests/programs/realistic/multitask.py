# outcome: flows
import tensorflow as tf


class Uncertainty(tf.keras.layers.Layer):
    def __init__(self, names):
        super().__init__()
        self.s = {n: self.add_weight(shape=(), initializer="zeros", name=f"s_{n}") for n in names}

    def call(self, losses):
        return tf.add_n([tf.exp(-self.s[n]) * l + self.s[n] for n, l in losses.items()])


trunk = tf.keras.layers.Dense(8, activation="relu")
heads = {"cls": tf.keras.layers.Dense(3), "reg": tf.keras.layers.Dense(1)}
weigh = Uncertainty(heads)
opt = tf.keras.optimizers.Adam(1e-3)


def pcgrad(per_task):
    flat = [tf.concat([tf.reshape(g, [-1]) for g in gs], 0) for gs in per_task]
    out = []
    for i, gi in enumerate(flat):
        for j, gj in enumerate(flat):
            if i != j:
                dot = tf.minimum(tf.tensordot(gi, gj, 1), 0.0)
                gi = gi - dot / (tf.tensordot(gj, gj, 1) + 1e-12) * gj
        out.append(gi)
    return tf.add_n(out)


for step in range(2):
    x = tf.random.normal((10, 4))
    labels = {"cls": tf.argmax(x[:, :3], 1), "reg": tf.round(x[:, :1])}
    with tf.GradientTape(persistent=True) as tape:
        h = trunk(x)
        losses = {
            "cls": tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels["cls"], heads["cls"](h))),
            "reg": tf.reduce_mean((heads["reg"](h) - labels["reg"]) ** 2),
        }
        total = weigh(losses)
    shared = trunk.trainable_variables
    merged = pcgrad([tape.gradient(l, shared) for l in losses.values()])
    own = [v for m in (*heads.values(), weigh) for v in m.trainable_variables]
    own_grads = tape.gradient(total, own)
    del tape
    pieces = tf.split(merged, [int(tf.size(v)) for v in shared])
    grads = [tf.reshape(p, v.shape) for p, v in zip(pieces, shared)] + own_grads
    opt.apply_gradients(zip(grads, shared + own))
    print({k: v.numpy() for k, v in losses.items()})
