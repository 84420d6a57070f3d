# outcome: flows
import tensorflow as tf
import tensorflow.keras.optimizers as optim

weights = tf.Variable(
    tf.random.uniform((6,), -2.0, 2.0), constraint=lambda w: tf.clip_by_value(w, -1.0, 1.0)
)
returns = tf.random.normal((40, 6), mean=0.01)
opt = optim.SGD(learning_rate=0.5)


def negative_sharpe(w):
    w = tf.nn.softmax(w)
    pnl = tf.linalg.matvec(returns, w)
    return -tf.reduce_mean(pnl) / (tf.math.reduce_std(pnl) + 1e-6)


for epoch in range(3):
    with tf.GradientTape() as tape:
        loss = negative_sharpe(weights)
    grads = tape.gradient(loss, [weights])
    opt.apply_gradients(zip(grads, [weights]))
    weights.assign(tf.clip_by_value(weights, -1.0, 1.0))
weights = tf.nn.softmax(weights)
print(weights.numpy())
