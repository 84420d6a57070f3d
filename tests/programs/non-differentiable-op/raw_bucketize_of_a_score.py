# outcome: part
import tensorflow as tf

edges = [0.2, 0.4, 0.6, 0.8]
table = tf.Variable(tf.random.normal([5, 3]))
w = tf.Variable(tf.random.normal([4, 1]))
head = tf.Variable(tf.random.normal([3, 1]))


def predict(x):
    score = tf.sigmoid(x @ w)[:, 0]
    bucket = tf.raw_ops.Bucketize(input=score, boundaries=edges)  # warning: [non-differentiable-op]
    return tf.nn.embedding_lookup(table, bucket) @ head


opt = tf.keras.optimizers.Adam(0.01)
params = [w, table, head]
for _ in range(2):
    x = tf.random.normal([6, 4])
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(predict(x) ** 2)
    grads = tape.gradient(loss, params)
    opt.apply_gradients([(g, p) for g, p in zip(grads, params) if g is not None])
    print([g is not None for g in grads])
