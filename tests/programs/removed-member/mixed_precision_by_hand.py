# outcome: flows raises AttributeError
import tensorflow as tf

w = tf.Variable([2.0, 3.0])
optimizer = tf.keras.mixed_precision.LossScaleOptimizer(tf.keras.optimizers.SGD(0.1))
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * w)
    scaled = optimizer.get_scaled_loss(loss)  # error: [removed-member]
scaled_gradients = tape.gradient(scaled, [w])
gradients = optimizer.get_unscaled_gradients(scaled_gradients)  # error: [removed-member]
optimizer.apply_gradients(zip(gradients, [w]))
