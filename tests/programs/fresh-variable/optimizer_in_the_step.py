# outcome: raises ValueError
"""The traced step makes its optimizer, to give it a rate of its own."""
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(1)])


@tf.function
def train(x, y, rate):
    optimizer = tf.keras.optimizers.Adam(rate)  # error: [fresh-variable]
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x, training=True) - y))
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


for rate in (0.1, 0.01):
    print(float(train(tf.random.normal((4, 3)), tf.zeros((4, 1)), rate)))
