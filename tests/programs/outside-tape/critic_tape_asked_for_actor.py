# outcome: none
"""Two tapes, and the actor's gradient is asked from the critic's."""
import tensorflow as tf

actor = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1, activation="tanh")])
critic = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(1)])


def learn(state, action, reward):
    with tf.GradientTape(persistent=True) as of_critic:
        value = critic(tf.concat([state, action], axis=1))
        critic_loss = tf.reduce_mean(tf.square(reward - value))
    with tf.GradientTape() as of_actor:
        actor_loss = -tf.reduce_mean(critic(tf.concat([state, actor(state)], axis=1)))
    first = of_critic.gradient(critic_loss, critic.trainable_variables)
    second = of_critic.gradient(actor_loss, actor.trainable_variables)  # error: [outside-tape]
    return first, second


print(learn(tf.ones((2, 3)), tf.ones((2, 1)), tf.ones((2, 1))))
