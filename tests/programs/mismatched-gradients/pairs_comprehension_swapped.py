# outcome: raises AttributeError
import tensorflow as tf

embedding = tf.Variable(tf.random.normal((10, 4)))
weights = tf.Variable(tf.random.normal((4, 1)))
variables = [embedding, weights]
opt = tf.keras.optimizers.Adagrad(0.1)
ids = tf.constant([1, 4, 4, 9])
clicks = tf.constant([[1.0], [0.0], [1.0], [0.0]])

with tf.GradientTape() as tape:
    logits = tf.gather(embedding, ids) @ weights
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=clicks, logits=logits))
grads = tape.gradient(loss, variables)
updates = [(var, tf.convert_to_tensor(grad)) for grad, var in zip(grads, variables)]
opt.apply_gradients(updates)  # error: [mismatched-gradients]
