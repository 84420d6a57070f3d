# outcome: flows
import tensorflow as tf

dense = tf.keras.layers.Dense(1)
rows = tf.random.normal((8, 4))
labels = tf.constant([[0.0], [1.0]] * 4)
crossentropy = tf.keras.losses.CategoricalCrossentropy()
dense(rows)


@tf.function
def gradients():
    with tf.GradientTape() as tape:
        loss = crossentropy(labels, tf.nn.softmax(dense(rows)))
    return tape.gradient(loss, dense.trainable_variables)


print([tf.norm(g).numpy() for g in gradients()])
