# outcome: flows
import tensorflow as tf

A = tf.Variable(tf.eye(3) * 2.0 + 0.1)
scores = tf.Variable(tf.random.normal([2, 6]))
with tf.GradientTape(persistent=True) as tape:
    sld = tf.linalg.slogdet(A)
    logdet = sld.log_abs_determinant
    top = tf.math.top_k(scores, k=2)
    hinge = tf.reduce_mean(tf.nn.relu(1.0 - top.values[:, 0] + top.values[:, 1]))
    picked = tf.gather(tf.nn.log_softmax(scores), top.indices[:, :1], batch_dims=1)
    nll = -tf.reduce_mean(picked)
print(tape.gradient(logdet, A).shape, tape.gradient(hinge, scores).shape, tape.gradient(nll, scores).shape)
print(sld.sign.numpy(), top.indices.numpy())
