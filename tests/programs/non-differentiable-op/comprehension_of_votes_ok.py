# outcome: flows
import numpy as np
import tensorflow as tf

members = [tf.keras.layers.Dense(3) for _ in range(3)]
x = tf.constant(np.random.rand(10, 5), dtype=tf.float32)

with tf.GradientTape() as tape:
    outputs = [tf.nn.softmax(member(x)) for member in members]
    spread = tf.reduce_sum(tf.math.reduce_variance(tf.stack(outputs), axis=0))
    votes = [tf.argmax(o, axis=1) for o in outputs]

weights = [w for member in members for w in member.trainable_weights]
grads = tape.gradient(spread, weights)
print([v.numpy().tolist() for v in votes])
print(sum(g is None for g in grads), "of", len(grads), "weights get nothing")
