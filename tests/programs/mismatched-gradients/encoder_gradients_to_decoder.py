# outcome: raises AssertionError
import tensorflow as tf
from tensorflow.keras import layers, optimizers

tf.random.set_seed(0)
encoder = tf.keras.Sequential([layers.Input((4,)), layers.Dense(4, use_bias=False)])
decoder = tf.keras.Sequential([layers.Input((4,)), layers.Dense(4, use_bias=False)])
enc_opt, dec_opt = optimizers.SGD(0.1), optimizers.SGD(0.1)
x = tf.random.normal((16, 4))
before = encoder.get_weights()[0].copy()

for _ in range(3):
    with tf.GradientTape(persistent=True) as tape:
        loss = tf.reduce_mean((decoder(encoder(x)) - x) ** 2)
    enc_vars, dec_vars = encoder.trainable_variables, decoder.trainable_variables
    enc_grads, dec_grads = tape.gradient(loss, enc_vars), tape.gradient(loss, dec_vars)
    del tape
    enc_opt.apply_gradients(zip(enc_grads, dec_vars))  # warning: [mismatched-gradients]
    dec_opt.apply_gradients(zip(dec_grads, dec_vars))

assert (before != encoder.get_weights()[0]).any(), "encoder never moved"
