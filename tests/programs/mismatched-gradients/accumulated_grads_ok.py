# outcome: flows
import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input((3,)), tf.keras.layers.Dense(4), tf.keras.layers.Dense(1)])
optimizer = tf.keras.optimizers.Adam(1e-3)
accumulated = [tf.Variable(tf.zeros_like(v), trainable=False) for v in model.trainable_variables]
batches = [tf.random.normal((2, 3)) for _ in range(3)]
for x in batches:
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(model(x) ** 2) / len(batches)
    grads = tape.gradient(loss, model.trainable_variables)
    for a, g in zip(accumulated, grads):
        a.assign_add(g)
optimizer.apply_gradients(zip([a.value() for a in accumulated], model.trainable_variables))
for a in accumulated:
    a.assign(tf.zeros_like(a))
