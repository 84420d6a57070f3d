# outcome: flows
import tensorflow as tf

X = tf.random.normal((30, 2), seed=1)
labels = tf.cast(X[:, 0] + X[:, 1] > 0, tf.float32)


def train_epoch(lr, w=tf.Variable(tf.zeros((2,)))):
    with tf.GradientTape() as tape:
        logits = tf.linalg.matvec(X, w)
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits))
    w.assign_sub(lr * tape.gradient(loss, w))
    return loss


for epoch in range(5):
    print(epoch, train_epoch(lr=1.0).numpy())
