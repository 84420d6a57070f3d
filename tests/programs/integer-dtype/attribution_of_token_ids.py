# outcome: none raises ValueError
import tensorflow as tf

VOCAB = 40
sentiment = tf.keras.Sequential([
    tf.keras.layers.Embedding(VOCAB, 8),
    tf.keras.layers.GlobalAveragePooling1D(),
    tf.keras.layers.Dense(8, activation="relu"),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])


def attributions(ids, pad_id=0, steps=5):
    baseline = tf.fill(tf.shape(ids), pad_id)
    total = tf.zeros(tf.shape(ids))
    for k in range(1, steps + 1):
        frac = k / steps
        keep = tf.random.uniform(tf.shape(ids)) < frac
        point = tf.where(keep, ids, baseline)
        with tf.GradientTape() as tape:
            tape.watch(point)  # error: [integer-dtype]
            p = sentiment(point)
        grad = tape.gradient(p, point)  # or: [integer-dtype]
        total += grad
    return total / steps


review = tf.constant([[4, 17, 23, 9, 31, 2]])
print(attributions(review))
