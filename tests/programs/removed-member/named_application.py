# outcome: flows raises TypeError
import tensorflow as tf

w = tf.Variable([2.0, 3.0])
optimizer = tf.keras.optimizers.Adam(0.1)
with tf.GradientTape() as tape:
    loss = tf.reduce_sum(w * w)
grads = tape.gradient(loss, [w])
optimizer.apply_gradients(zip(grads, [w]), name="train_op")  # error: [removed-member]
