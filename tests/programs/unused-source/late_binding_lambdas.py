# outcome: part
import tensorflow as tf

experts = [tf.keras.layers.Dense(2, name=f"expert_{i}") for i in range(3)]  # warning: [unused-source]
for e in experts:
    e.build((None, 4))
fns = []
for expert in experts:
    fns.append(lambda x: expert(x))  # or: [unused-source]

x = tf.random.normal((5, 4))
weights = [w for e in experts for w in e.trainable_weights]
with tf.GradientTape() as tape:
    mixture = tf.add_n([fn(x) for fn in fns]) / len(fns)
    loss = tf.reduce_mean(mixture ** 2)
print([g is None for g in tape.gradient(loss, weights)])  # or: [foreign-sources] or: [unused-source]
