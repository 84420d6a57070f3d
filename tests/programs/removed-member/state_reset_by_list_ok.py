# outcome: flows
import tensorflow as tf

w = tf.Variable([2.0, 3.0])
optimizer = tf.keras.optimizers.Adam(0.1)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * w)
optimizer.apply_gradients([(tape.gradient(loss, w), w)])
for var in optimizer.variables:
    if "momentum" in var.path:
        var.assign(tf.zeros_like(var))
