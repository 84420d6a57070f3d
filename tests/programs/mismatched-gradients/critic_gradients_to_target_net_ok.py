# outcome: flows
import tensorflow as tf
from tensorflow import keras


def critic_net():
    return keras.Sequential(
        [keras.Input((6,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
    )


critic, critic_target = critic_net(), critic_net()
critic_target.set_weights(critic.get_weights())
opt = keras.optimizers.Adam(1e-3)


def soft_update(tau):
    for source, target in zip(critic.trainable_variables, critic_target.trainable_variables):
        target.assign(tau * source + (1 - tau) * target)


def train_critic(sa, sa_next, r, gamma=0.99):
    y = r + gamma * critic_target(sa_next)
    with tf.GradientTape() as tape:
        td = y - critic(sa)
        loss = tf.reduce_mean(tf.square(td))
    grads = tape.gradient(loss, critic.trainable_variables)
    opt.apply_gradients(zip(grads, critic.trainable_variables))
    soft_update(0.005)
    return loss


for _ in range(3):
    train_critic(tf.random.normal((8, 6)), tf.random.normal((8, 6)), tf.ones((8, 1)))
