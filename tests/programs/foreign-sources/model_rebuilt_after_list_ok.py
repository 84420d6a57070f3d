# outcome: flows
import tensorflow as tf


def build_model(hidden):
    inputs = tf.keras.Input(shape=(2,))
    z = tf.keras.layers.Dense(hidden, activation="relu")(inputs)
    return tf.keras.Model(inputs, tf.keras.layers.Dense(1)(z))


x = tf.random.normal((32, 2))
y = x[:, :1] * x[:, 1:]
results = {}
for hidden in (8, 32):
    model = build_model(hidden)
    weights = model.trainable_variables
    opt = tf.keras.optimizers.Adam(1e-2)
    for step in range(3):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(model(x) - y))
        grads = tape.gradient(loss, weights)
        opt.apply_gradients(zip(grads, weights))
    results[hidden] = float(loss)
print(results)
