# outcome: raises ValueError
import tensorflow as tf
from tensorflow.keras import layers, optimizers

x, y = tf.random.normal((16, 5)), tf.random.normal((16, 1))
hidden = layers.Dense(8, activation="relu")
hidden.build((None, 5))
opt = optimizers.SGD(0.1)


@tf.function
def forward(batch):
    head = layers.Dense(1)  # error: [fresh-variable]
    return head(hidden(batch))


for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((forward(x) - y) ** 2)
    grads = tape.gradient(loss, hidden.trainable_variables)
    opt.apply_gradients(zip(grads, hidden.trainable_variables))
