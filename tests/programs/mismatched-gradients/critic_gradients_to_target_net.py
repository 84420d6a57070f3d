# outcome: raises AssertionError
import tensorflow as tf
from tensorflow import keras


def critic_net():
    return keras.Sequential(
        [keras.Input((6,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)]
    )


critic, critic_target = critic_net(), critic_net()
critic_target.set_weights(critic.get_weights())
opt = keras.optimizers.Adam(1e-3)


def train_critic(sa, sa_next, r, gamma=0.99):
    y = r + gamma * critic_target(sa_next)
    with tf.GradientTape() as tape:
        td = y - critic(sa)
        loss = tf.reduce_mean(tf.square(td))
    grads = tape.gradient(loss, critic.trainable_variables)
    opt.apply_gradients(zip(grads, critic_target.trainable_variables))  # warning: [mismatched-gradients]
    return loss


before = critic.get_weights()
for _ in range(3):
    train_critic(tf.random.normal((8, 6)), tf.random.normal((8, 6)), tf.ones((8, 1)))
moved = any((a != b).any() for a, b in zip(before, critic.get_weights()))
assert moved, "the critic didn't learn anything"
