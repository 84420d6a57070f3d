# outcome: raises RuntimeError
import tensorflow as tf
from keras import layers, Sequential, optimizers

actor = Sequential([layers.Dense(16, activation="tanh"), layers.Dense(3)])
critic = Sequential([layers.Dense(16, activation="tanh"), layers.Dense(1)])
a_opt, c_opt = optimizers.Adam(3e-4), optimizers.Adam(1e-3)


def losses(obs, act, ret):
    v = tf.squeeze(critic(obs), -1)
    adv = tf.stop_gradient(ret - v)
    nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=act, logits=actor(obs))
    return tf.reduce_mean(nll * adv), tf.reduce_mean(tf.square(ret - v))


obs, act, ret = tf.random.normal((5, 4)), tf.constant([0, 1, 2, 0, 1]), tf.ones((5,))
try:
    with tf.GradientTape() as tape:
        a_loss, c_loss = losses(obs, act, ret)
    for loss, net, opt in ((a_loss, actor, a_opt), (c_loss, critic, c_opt)):
        grads = tape.gradient(loss, net.trainable_variables)  # error: [tape-reused]
        opt.apply_gradients(zip(grads, net.trainable_variables))
except RuntimeError as err:
    print("update skipped:", err)
