# outcome: flows
import tensorflow as tf

encoder = tf.keras.layers.Dense(4, activation="tanh", name="encoder")
head = tf.keras.layers.Dense(1, name="head")
encoder.build((None, 3))
head.build((None, 4))


def embed(tape, x, freeze):
    if freeze:
        with tape.stop_recording():
            return encoder(x)
    return encoder(x)


x, y = tf.random.normal((8, 3)), tf.random.normal((8, 1))
for epoch in range(3):
    freeze = epoch == 0
    with tf.GradientTape() as tape:
        z = embed(tape, x, freeze=freeze)
        loss = tf.reduce_mean((head(z) - y) ** 2)
    variables = head.trainable_variables + ([] if freeze else encoder.trainable_variables)
    grads = tape.gradient(loss, variables)
    for g, v in zip(grads, variables):
        v.assign_sub(0.1 * g)
