# outcome: flows raises ValueError
import tensorflow as tf


def mlp(units):
    return tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(units)])


encoder, decoder = mlp(2), mlp(2)
optimizer = tf.keras.optimizers.Adam(1e-3)
x = tf.ones((4, 2))
with tf.GradientTape(persistent=True) as tape:
    loss = tf.reduce_mean(tf.square(decoder(encoder(x)) - 3.0))
for_encoder = tape.gradient(loss, encoder.trainable_variables)
for_decoder = tape.gradient(loss, decoder.trainable_variables)
optimizer.apply_gradients(zip(for_encoder, encoder.trainable_variables))
optimizer.apply_gradients(zip(for_decoder, decoder.trainable_variables))  # error: [mismatched-gradients]
