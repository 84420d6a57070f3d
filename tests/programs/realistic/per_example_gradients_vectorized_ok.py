# outcome: flows
import tensorflow as tf

theta = tf.Variable(tf.random.normal((4,), seed=1))
X, y = tf.random.normal((6, 4), seed=2), tf.constant([0.0, 1.0, 1.0, 0.0, 1.0, 0.0])


def example_grad(pair):
    xi, yi = pair
    with tf.GradientTape() as tape:
        logit = tf.tensordot(xi, theta, 1)
        loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=yi, logits=logit)
    return tape.gradient(loss, theta)


def dp_sgd_step(lr=0.1, clip=1.0, noise=0.5):
    grads = tf.vectorized_map(example_grad, (X, y))
    norms = tf.norm(grads, axis=1, keepdims=True)
    clipped = grads / tf.maximum(norms / clip, 1.0)
    total = tf.reduce_sum(clipped, axis=0) + noise * clip * tf.random.normal(theta.shape)
    theta.assign_sub(lr * total / X.shape[0])
    return norms


with tf.GradientTape() as tape:
    logits = tf.linalg.matvec(X, theta)
    losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits)
jac = tape.jacobian(losses, theta)
print(jac.shape, dp_sgd_step().numpy().max())
