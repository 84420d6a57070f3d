# outcome: flows
import tensorflow as tf

meta = tf.Variable([[0.5], [0.5]])
meta_optimizer = tf.keras.optimizers.SGD(0.01)


def task_loss(weights, x, y):
    return tf.reduce_mean((x @ weights - y) ** 2)


def adapt(x, y, rate=0.1):
    with tf.GradientTape() as inner:
        loss = task_loss(meta, x, y)
    grad = inner.gradient(loss, meta)
    return meta - rate * grad


for slope in (1.0, -1.0):
    x = tf.random.normal((6, 2))
    y = slope * x[:, :1]
    print("adapted by", tf.norm(adapt(x, y) - meta).numpy())
    with tf.GradientTape() as outer:
        fast = adapt(x, y)
        query_loss = task_loss(fast, x + 0.1, y)
    meta_grad = outer.gradient(query_loss, meta)
    meta_optimizer.apply_gradients([(meta_grad, meta)])
