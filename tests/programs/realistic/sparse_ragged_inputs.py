# outcome: flows
import tensorflow as tf

emb = tf.Variable(tf.random.normal([10, 4]))
dense = tf.Variable(tf.random.normal([6, 3]))
edge_w = tf.Variable([0.5, 0.2, 0.9])
ragged = tf.ragged.constant([[1, 2, 3], [4], [5, 6]])
idx = [[0, 1], [1, 0], [2, 5]]
with tf.GradientTape(persistent=True) as tape:
    vecs = tf.ragged.map_flat_values(tf.nn.embedding_lookup, emb, ragged)
    bag = tf.reduce_mean(vecs, axis=1)
    first = vecs[:, :1].to_tensor()
    sp = tf.SparseTensor(indices=idx, values=edge_w, dense_shape=[3, 6])
    prod = tf.sparse.sparse_dense_matmul(sp, dense)
    loss = tf.reduce_sum(bag**2) + tf.reduce_sum(first) + tf.reduce_sum(tf.tanh(prod))
g_emb, g_dense, g_edge = tape.gradient(loss, [emb, dense, edge_w])
print(g_emb.shape, g_dense.shape, g_edge.numpy())
padded = ragged.to_tensor()
mask = tf.cast(tf.sequence_mask(ragged.row_lengths()), tf.float32)
with tf.GradientTape() as tape:
    e = tf.gather(emb, padded) * mask[..., None]
    pooled = tf.reduce_sum(e, 1) / tf.reduce_sum(mask, 1, keepdims=True)
    score = tf.reduce_logsumexp(pooled)
opt = tf.keras.optimizers.Adam()
opt.apply_gradients([(tape.gradient(score, emb), emb)])
