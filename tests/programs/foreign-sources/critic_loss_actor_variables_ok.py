# outcome: flows
import tensorflow as tf
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Dense


def mlp(out, width=32):
    return Sequential([Dense(width, activation="relu"), Dense(out)])


actor, critic = mlp(1), mlp(1)
actor_opt = tf.keras.optimizers.Adam(1e-3)
critic_opt = tf.keras.optimizers.Adam(1e-3)
obs = tf.random.normal((20, 3))


def update_critic(obs, act, returns):
    with tf.GradientTape() as tape:
        values = tf.squeeze(critic(tf.concat([obs, act], 1)), axis=1)
        critic_loss = tf.reduce_mean(tf.square(returns - values))
    grads = tape.gradient(critic_loss, critic.trainable_variables)
    critic_opt.apply_gradients(zip(grads, critic.trainable_variables))
    return critic_loss


def update_actor(obs):
    with tf.GradientTape() as tape:
        actor_loss = -tf.reduce_mean(critic(tf.concat([obs, actor(obs)], 1)))
    grads = tape.gradient(actor_loss, actor.trainable_variables)
    actor_opt.apply_gradients(zip(grads, actor.trainable_variables))
    return actor_loss


print(update_critic(obs, actor(obs), tf.random.normal((20,))), update_actor(obs))
