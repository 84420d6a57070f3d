# outcome: flows raises AssertionError
"""Gradients of several batches are added up in names that only the loop knows."""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(2)])
optimizer = tf.keras.optimizers.SGD(0.1)


def train(batches):
    totals = [tf.zeros(v.shape) for v in model.trainable_variables]
    for batch in batches:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((model(batch) - 1.0) ** 2)
        for total, grad in zip(totals, tape.gradient(loss, model.trainable_variables)):
            total += grad  # warning: [discarded-result]
    optimizer.apply_gradients(zip(totals, model.trainable_variables))


train([tf.ones((4, 3)), 2.0 * tf.ones((4, 3))])
assert tf.reduce_any(model.layers[-1].bias != 0.0), "nothing is learned"
