# outcome: part
import tensorflow as tf
from tensorflow.keras import layers

tokens = layers.Input((5,), dtype="int32")
emb = layers.Embedding(20, 4)(tokens)
emb = layers.Lambda(lambda e: tf.stop_gradient(e))(emb)  # warning: [stop-gradient]
pooled = layers.GlobalAveragePooling1D()(emb)
prob = layers.Dense(1, activation="sigmoid")(pooled)
sentiment = tf.keras.Model(tokens, prob)
sentiment.compile(optimizer="sgd", loss="binary_crossentropy")

ids = tf.random.uniform((12, 5), maxval=20, dtype=tf.int32)
labels = tf.cast(tf.reduce_sum(ids, 1) > 50, tf.float32)
sentiment.fit(ids, labels, epochs=1, verbose=0)
