"""Learn how long a delivery takes from the distance and the number of stops."""

import tensorflow as tf

tf.random.set_seed(1)
distance = tf.random.uniform([64, 1], 1.0, 30.0)
stops = tf.random.uniform([64, 1], 0.0, 5.0)
minutes = 2.5 * distance + 4.0 * stops + 8.0

per_km = tf.Variable(1.0)
per_stop = tf.Variable(1.0)
start = tf.Variable(0.0)


def expected_hours(km, stop_count):
    total = per_km * km + per_stop * stop_count + start
    return total // 60.0


def mean_error():
    return tf.reduce_mean(tf.square(expected_hours(distance, stops) - minutes / 60.0))


optimizer = tf.keras.optimizers.SGD(0.01)
for epoch in range(3):
    with tf.GradientTape() as tape:
        loss = mean_error()
    variables = [per_km, per_stop, start]
    gradients = tape.gradient(loss, variables)
    optimizer.apply_gradients(zip(gradients, variables))
    print(f"epoch {epoch}: {loss:.3f}")
