# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

states = tf.random.normal((12, 4))
actions = tf.random.uniform((12,), maxval=2, dtype=tf.int32)
returns = tf.random.normal((12,))

obs = tf.keras.Input((4,))
trunk = layers.Dense(32, activation="tanh")(obs)
policy_out = layers.Dense(2, name="policy")(trunk)
value_out = layers.Dense(1, name="value")(trunk)
agent = tf.keras.Model(obs, [policy_out, value_out])
opt = tf.keras.optimizers.Adam(3e-3)

for update in range(3):
    with tf.GradientTape() as tape:
        logits, value = agent(states)
        value = tf.squeeze(value, -1)
        logp = tf.nn.log_softmax(logits)
        picked = tf.gather(logp, actions, axis=1, batch_dims=1)
        advantage = tf.stop_gradient(returns - value)
        loss = -tf.reduce_mean(picked * advantage) + 0.5 * tf.reduce_mean((returns - value) ** 2)
    grads = tape.gradient(loss, agent.trainable_variables)
    opt.apply_gradients(zip(grads, agent.trainable_variables))
