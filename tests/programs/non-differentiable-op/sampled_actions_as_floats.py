# outcome: none raises ValueError
import tensorflow as tf
import keras

actor = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
optimizer = keras.optimizers.Adam(1e-3)


def reward_of(state, action):
    return tf.reduce_mean(state, axis=1) * action


def policy_step(states):
    with tf.GradientTape() as tape:
        logits = actor(states)
        action = tf.random.categorical(logits, 1)  # error: [non-differentiable-op]
        reward = reward_of(states, tf.cast(tf.squeeze(action, 1), tf.float32))
        loss = -tf.reduce_mean(reward)
    grads = tape.gradient(loss, actor.trainable_variables)
    optimizer.apply_gradients(zip(grads, actor.trainable_variables))


policy_step(tf.random.normal((5, 4)))
