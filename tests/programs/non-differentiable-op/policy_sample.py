# outcome: none
import tensorflow as tf

policy = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(8, "relu"), tf.keras.layers.Dense(4)])
values = tf.constant([0.1, 0.5, -0.2, 0.9])


def act(logits):
    return tf.squeeze(tf.random.categorical(logits, 1), -1)  # error: [non-differentiable-op]


def reward(actions):
    return tf.gather(values, actions)


opt = tf.keras.optimizers.Adam(1e-2)
for ep in range(2):
    s = tf.random.normal((6, 3))
    with tf.GradientTape() as tape:
        a = act(policy(s))
        loss = -tf.reduce_mean(reward(a))
    grads = tape.gradient(loss, policy.trainable_variables)
    good = [(g, v) for g, v in zip(grads, policy.trainable_variables) if g is not None]
    if good:
        opt.apply_gradients(good)
    print(ep, loss.numpy())
