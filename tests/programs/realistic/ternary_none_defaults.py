# outcome: flows
import tensorflow as tf


def attend(q, k=None, v=None, *, mask=None, scale=None, return_weights=False):
    k = q if k is None else k
    v = v if v is not None else k
    scale = scale or q.shape[-1] ** -0.5
    logits = tf.matmul(q, k, transpose_b=True) * scale
    if mask is not None:
        logits = tf.where(mask, logits, -1e9)
    w = tf.nn.softmax(logits)
    out = w @ v
    return (out, w) if return_weights else out


wq, wv = tf.Variable(tf.random.normal([4, 4])), tf.Variable(tf.random.normal([4, 4]))
x = tf.random.normal([2, 5, 4])
causal = tf.cast(tf.linalg.band_part(tf.ones([5, 5]), -1, 0), tf.bool)
with tf.GradientTape() as tape:
    out, weights = attend(x @ wq, v=x @ wv, mask=causal, return_weights=True)
    out = out + attend(x @ wq)
    entropy = -tf.reduce_sum(weights * tf.math.log(weights + 1e-9), -1)
    loss = tf.reduce_mean(out**2) - 0.01 * tf.reduce_mean(entropy)
focus = tf.argmax(weights, -1)
print([g.shape for g in tape.gradient(loss, [wq, wv])], focus.numpy()[0])
