# outcome: none raises ValueError
import tensorflow as tf
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense


def mlp(out, width=32):
    return Sequential([Dense(width, activation="relu"), Dense(out)])


actor, critic = mlp(2), mlp(1)
actor_opt = tf.keras.optimizers.Adam(1e-3)
critic_opt = tf.keras.optimizers.Adam(1e-3)
obs = tf.random.normal((20, 3))
actor(obs), critic(obs)


def update_critic(obs, returns):
    with tf.GradientTape() as tape:
        values = tf.squeeze(critic(obs), axis=1)
        critic_loss = tf.reduce_mean(tf.square(returns - values))
    grads = tape.gradient(critic_loss, actor.trainable_variables)  # error: [foreign-sources]
    critic_opt.apply_gradients(zip(grads, actor.trainable_variables))
    return critic_loss


print(update_critic(obs, tf.random.normal((20,))))
