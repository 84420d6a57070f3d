# outcome: flows
"""A loss is scaled by an optimizer that is told to be dynamic, as older code writes it."""
import tensorflow as tf

inner = tf.keras.optimizers.SGD(0.1)
optimizer = tf.keras.mixed_precision.LossScaleOptimizer(inner, dynamic=True)
w = tf.keras.Variable(2.0)
with tf.GradientTape() as tape:
    loss = optimizer.scale_loss(tf.square(w - 1.0))
gradients = tape.gradient(loss, [w])
print(gradients)
optimizer.apply_gradients(zip(gradients, [w]))
