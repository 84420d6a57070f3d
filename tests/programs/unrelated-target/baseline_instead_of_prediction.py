# outcome: none raises ValueError
"""Linear regression; the mean of the targets is kept around as a sanity baseline."""
import tensorflow as tf

tf.random.set_seed(0)
features = tf.random.normal((64, 3))
targets = features @ tf.constant([[1.0], [-2.0], [0.5]]) + 0.1

model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
model.build((None, 3))
optimizer = tf.keras.optimizers.SGD(0.1)
baseline = tf.fill(tf.shape(targets), tf.reduce_mean(targets))

for step in range(5):
    with tf.GradientTape() as tape:
        pred = model(features, training=True)
        loss = tf.reduce_mean(tf.square(targets - baseline))  # error: [unrelated-target]
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
    print(step, float(loss))
