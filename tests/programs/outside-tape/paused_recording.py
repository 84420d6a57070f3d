# outcome: part
import tensorflow as tf

backbone = tf.keras.layers.Dense(6, activation="relu", name="backbone")
head = tf.keras.layers.Dense(2, name="head")
images = tf.random.normal((4, 10))
labels = tf.constant([0, 1, 1, 0])

with tf.GradientTape() as tape:
    with tape.stop_recording():
        features = backbone(images)  # warning: [outside-tape]
    logits = head(features)
    loss = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    )

weights = backbone.trainable_weights + head.trainable_weights
gradients = tape.gradient(loss, weights)
print([w.path for w, g in zip(weights, gradients) if g is None])
