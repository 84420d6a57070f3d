# outcome: none
import tensorflow as tf

tokens = tf.constant([[3, 1, 4, 1, 5]])  # error: [integer-dtype]
embed = tf.keras.layers.Embedding(10, 4)
classify = tf.keras.layers.Dense(2)

with tf.GradientTape() as tape:
    tape.watch(tokens)
    vectors = embed(tokens)
    logits = classify(tf.reduce_mean(vectors, axis=1))
    score = logits[:, 0]

importance = tape.gradient(score, tokens)
print("importance of each token:", importance)
