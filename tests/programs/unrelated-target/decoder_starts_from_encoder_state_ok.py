# outcome: flows
"""A decoder starts from the state of an encoder, which learns only through it."""
import tensorflow as tf

source = tf.keras.Input((None,), dtype="int32")
letters = tf.keras.layers.Embedding(10, 4)(source)
_, hidden, cell = tf.keras.layers.LSTM(6, return_state=True)(letters)
target = tf.keras.Input((None,), dtype="int32")
decoded = tf.keras.layers.LSTM(6, return_sequences=True)(
    tf.keras.layers.Embedding(10, 4)(target), initial_state=[hidden, cell]
)
model = tf.keras.Model([source, target], tf.keras.layers.Dense(10)(decoded))
model.compile("sgd", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
words = tf.constant([[1, 2, 3], [4, 5, 6]])
model.fit([words, words], words, verbose=0)
