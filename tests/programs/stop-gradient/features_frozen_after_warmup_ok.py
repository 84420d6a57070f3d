# outcome: flows
"""From the second epoch on only the head is trained, and only the head is asked for."""
import tensorflow as tf
from tensorflow.keras import layers, optimizers

encoder = tf.keras.Sequential([layers.Dense(8, activation="relu"), layers.Dense(2)])
head = layers.Dense(3)
opt = [optimizers.Adam(1e-2), optimizers.Adam(1e-2)]
x = tf.random.normal((30, 4))
labels = tf.random.uniform((30,), maxval=3, dtype=tf.int32)
encoder(x), head(encoder(x))
WARMUP = 1

for epoch in range(3):
    frozen = epoch >= WARMUP
    with tf.GradientTape() as tape:
        z = encoder(x)
        if frozen:
            z = tf.stop_gradient(z)
        loss = tf.reduce_mean(
            tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=head(z))
        )
    variables = list(head.trainable_variables)
    if not frozen:
        variables += encoder.trainable_variables
    grads = tape.gradient(loss, variables)
    opt[int(frozen)].apply_gradients(zip(grads, variables))
