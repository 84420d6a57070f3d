# outcome: none raises ValueError
import tensorflow as tf

emb = tf.keras.layers.Embedding(6, 3)
emb.build(None)
opt = tf.keras.optimizers.SGD(0.1)
anchors = [emb(tf.constant([i])) for i in range(3)]  # error: [outside-tape]
positives = [tf.ones((1, 3)), tf.zeros((1, 3)), tf.ones((1, 3))]
for epoch in range(2):
    with tf.GradientTape() as tape:
        losses = []
        for i, (a, p) in enumerate(zip(anchors, positives)):
            losses.append((i + 1.0) * tf.reduce_mean((a - p) ** 2))
        loss = tf.add_n(losses)
    grads = tape.gradient(loss, emb.trainable_variables)
    opt.apply_gradients(zip(grads, emb.trainable_variables))
