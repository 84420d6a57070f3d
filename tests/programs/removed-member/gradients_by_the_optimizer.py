# outcome: flows raises AttributeError
import tensorflow as tf

w = tf.Variable([2.0, 3.0])
optimizer = tf.keras.optimizers.Adagrad(0.1)
loss = tf.reduce_sum(w * w)
grads = optimizer.get_gradients(loss, [w])  # error: [removed-member]
optimizer.apply_gradients(zip(grads, [w]))
