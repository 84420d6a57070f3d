# outcome: flows
import tensorflow as tf

writer = tf.keras.layers.Dense(4, name="writer")
reader = tf.keras.layers.Dense(1, name="reader")
memory = tf.Variable(tf.zeros((5, 4)), trainable=False)

x = tf.random.normal((1, 3))
writer.build((None, 3))
reader.build((None, 4))
with tf.GradientTape() as tape:
    slot = writer(x)
    updated = tf.tensor_scatter_nd_update(tf.convert_to_tensor(memory), [[2]], slot)
    out = reader(tf.reduce_sum(updated, axis=0, keepdims=True) + 1.0)
    loss = tf.reduce_mean(out ** 2)
memory.assign(updated)
weights = writer.trainable_variables + reader.trainable_variables
print([g is None for g in tape.gradient(loss, weights)])
