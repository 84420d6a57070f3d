# outcome: flows
import tensorflow as tf
from tensorflow.keras import layers

enc = layers.LSTM(4, return_state=True)
dec = layers.LSTM(4, return_sequences=True)
out = layers.Dense(2)
src, tgt = tf.random.normal((2, 5, 3)), tf.random.normal((2, 4, 2))
opt = tf.keras.optimizers.Adam()


def forward(src, tgt):
    _, h, c = enc(src)
    y = dec(tgt, initial_state=[h, c])
    return out(y)


forward(src, tgt)
params = enc.trainable_variables + dec.trainable_variables + out.trainable_variables
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((forward(src, tgt) - tgt) ** 2)
grads = tape.gradient(loss, params)
opt.apply_gradients(zip(grads, params))
