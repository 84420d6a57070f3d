# outcome: part
import tensorflow as tf
from tensorflow import keras

tf.random.set_seed(9)
body = keras.layers.Dense(12, activation="tanh")
policy, value = keras.layers.Dense(3), keras.layers.Dense(1)
observed = tf.random.normal((8, 4))
value(body(observed))
policy(body(observed))
weights = [w for layer in (body, policy, value) for w in layer.trainable_weights]
optimizer = keras.optimizers.Adam(1e-3)
gains = tf.linspace(0.0, 1.0, 8)

for _ in range(2):
    with tf.GradientTape() as tape:
        hidden = body(observed)
        scores, expected = policy(hidden), value(hidden)[:, 0]
        taken = tf.random.categorical(scores, 1)[:, 0]
        better = gains - tf.stop_gradient(expected)  # or: [stop-gradient]
        surprise = keras.losses.sparse_categorical_crossentropy(taken, scores, from_logits=True)
        policy_loss = tf.reduce_mean(surprise * better)
        value_loss = tf.reduce_mean((gains - expected) ** 2)  # warning: [unused-source]
        total = policy_loss + 0.01 * tf.reduce_mean(tf.nn.softmax(scores) ** 2)
    grads = tape.gradient(total, weights)
    optimizer.apply_gradients((g, w) for g, w in zip(grads, weights) if g is not None)
    print(float(policy_loss), float(value_loss))
