# outcome: flows
import tensorflow as tf

scorer = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.RMSprop(0.01)


@tf.function
def train(x, y):
    with tf.GradientTape() as tape:
        s = tf.squeeze(scorer(x), -1)
        # Wasserstein distance of two samples: sorting keeps the gradient.
        loss = tf.reduce_mean(tf.abs(tf.sort(s) - tf.sort(y)))
    grads = tape.gradient(loss, scorer.trainable_variables)
    opt.apply_gradients(zip(grads, scorer.trainable_variables))
    return loss, tf.argsort(s)


x = tf.random.normal((9, 3))
y = x[:, 0] * 2.0 - x[:, 1]
for _ in range(3):
    loss, order = train(x, y)
    print(loss.numpy(), order.numpy())
