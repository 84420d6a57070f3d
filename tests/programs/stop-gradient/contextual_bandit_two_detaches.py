# outcome: none raises ValueError
import tensorflow as tf

policy = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(3)])
opt = tf.keras.optimizers.Adam()


def logp(logits, a):
    return tf.reduce_sum(tf.nn.log_softmax(logits) * tf.one_hot(a, 3), axis=1)


def act(ctx):
    logits = tf.stop_gradient(policy(ctx))  # error: [stop-gradient]
    a = tf.random.categorical(logits, 1)[:, 0]
    return a, logp(logits, a)


ctx = tf.random.normal((8, 4))
with tf.GradientTape() as tape:
    a, lp = act(ctx)
    reward = tf.cast(tf.equal(a, 1), tf.float32)
    advantage = reward - tf.reduce_mean(reward)
    loss = -tf.reduce_mean(lp * tf.stop_gradient(advantage))
grads = tape.gradient(loss, policy.trainable_variables)
opt.apply_gradients(zip(grads, policy.trainable_variables))
