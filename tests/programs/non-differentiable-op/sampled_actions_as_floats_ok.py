# outcome: flows
import tensorflow as tf
import keras

actor = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
optimizer = keras.optimizers.Adam(1e-3)


def reward_of(state, action):
    return tf.reduce_mean(state, axis=1) * action


def policy_step(states):
    with tf.GradientTape() as tape:
        logits = actor(states)
        action = tf.squeeze(tf.random.categorical(logits, 1), 1)
        reward = reward_of(states, 1.0 + tf.cast(action, tf.float32))
        log_prob = -tf.nn.sparse_softmax_cross_entropy_with_logits(action, logits)
        loss = -tf.reduce_mean(reward * log_prob)
    grads = tape.gradient(loss, actor.trainable_variables)
    optimizer.apply_gradients(zip(grads, actor.trainable_variables))


policy_step(tf.random.normal((5, 4)))
