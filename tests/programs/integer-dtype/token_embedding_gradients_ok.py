# outcome: flows
import tensorflow as tf

tokens = tf.constant([[3, 1, 4, 1, 5]])
embed = tf.keras.layers.Embedding(10, 4)
classify = tf.keras.layers.Dense(2)

with tf.GradientTape() as tape:
    vectors = embed(tokens)
    tape.watch(vectors)
    logits = classify(tf.reduce_mean(vectors, axis=1))
    score = logits[:, 0]

importance = tf.norm(tape.gradient(score, vectors), axis=-1)
print("importance of each token:", importance.numpy())
