# outcome: zero
import tensorflow as tf

clients = tf.random.normal((20, 4))
churned = tf.cast(tf.random.uniform((20, 1)) < 0.3, tf.float32)
model = tf.keras.Sequential([
    tf.keras.layers.Input((4,)),
    tf.keras.layers.Dense(6, activation="tanh"),
    tf.keras.layers.Dense(1, activation="softmax"),  # error: [zero-gradient]
])
optimizer = tf.keras.optimizers.Adam(0.01)

for _ in range(2):
    with tf.GradientTape() as tape:
        brier = tf.reduce_mean(tf.square(model(clients) - churned))
    grads = tape.gradient(brier, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
