# outcome: none
import tensorflow as tf

scorer = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.RMSprop(0.01)


def ranks(values):
    order = tf.argsort(values, direction="DESCENDING")  # error: [non-differentiable-op]
    return tf.cast(tf.argsort(order), tf.float32)


@tf.function
def spearman_gradients(x, y):
    with tf.GradientTape() as tape:
        s = tf.squeeze(scorer(x), -1)
        difference = ranks(s) - ranks(y)
        loss = tf.reduce_mean(difference**2)
    return loss, tape.gradient(loss, scorer.trainable_variables)


x = tf.random.normal((9, 3))
y = x[:, 0] * 2.0 - x[:, 1]
loss, grads = spearman_gradients(x, y)
print(loss.numpy(), grads)
