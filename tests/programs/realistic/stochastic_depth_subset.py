# outcome: flows
import numpy as np
import tensorflow as tf

rng = np.random.default_rng(1)
stem = tf.keras.layers.Dense(6)
blocks = [tf.keras.Sequential([tf.keras.layers.Dense(6, "relu"), tf.keras.layers.Dense(6)]) for _ in range(4)]
head = tf.keras.layers.Dense(2)
x = tf.random.normal([8, 5])
y = tf.constant([0, 1] * 4)
opt = tf.keras.optimizers.SGD(0.05)
for layer in [stem, *blocks, head]:
    layer.build((None, 5 if layer is stem else 6))
opt.build([v for l in [stem, *blocks, head] for v in l.trainable_variables])
for step in range(4):
    keep = [b for b, p in zip(blocks, np.linspace(1.0, 0.5, len(blocks))) if rng.random() < p]
    with tf.GradientTape() as tape:
        h = stem(x)
        for block in keep:
            h = h + block(h)
        logits = head(h)
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, logits))
    used = [v for l in (stem, *keep, head) for v in l.trainable_variables]
    opt.apply_gradients(zip(tape.gradient(loss, used), used))
print(float(loss), len(keep))
