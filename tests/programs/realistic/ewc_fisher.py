# outcome: flows
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(6, activation="relu"), tf.keras.layers.Dense(2)])
opt = tf.keras.optimizers.Adam(1e-2)
tasks = [(tf.random.normal([10, 4]), tf.random.uniform([10], 0, 2, tf.int32)) for _ in range(2)]
importance, anchors = [], []


def ce(x, y):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, model(x)))


def fisher(x, n=4):
    total = [tf.zeros_like(v) for v in model.trainable_variables]
    for i in range(n):
        with tf.GradientTape() as tape:
            logp = tf.nn.log_softmax(model(x[i : i + 1]))[0]
            sampled = tf.random.categorical(logp[None], 1)[0, 0]
            ll = logp[sampled]
        for k, g in enumerate(tape.gradient(ll, model.trainable_variables)):
            total[k] += g**2 / n
    return total


for x, y in tasks:
    for _ in range(3):
        with tf.GradientTape() as tape:
            loss = ce(x, y)
            for f, a in zip(importance, anchors):
                loss += 50.0 * tf.add_n([tf.reduce_sum(fi * (v - ai) ** 2) for fi, v, ai in zip(f, model.trainable_variables, a)])
        opt.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))
    importance.append(fisher(x))
    anchors.append([tf.identity(v) for v in model.trainable_variables])
print(loss.numpy())
