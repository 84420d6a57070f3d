# outcome: flows
import tensorflow as tf

w = tf.Variable([2.0, 3.0])
optimizer = tf.keras.mixed_precision.LossScaleOptimizer(tf.keras.optimizers.SGD(0.1))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * w)
    scaled = optimizer.scale_loss(loss)
gradients = tape.gradient(scaled, [w])
optimizer.apply_gradients(zip(gradients, [w]))
