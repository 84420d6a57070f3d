# outcome: flows
import numpy as np
import tensorflow as tf

vocab = 12
lm = tf.keras.Sequential(
    [
        tf.keras.layers.Embedding(vocab, 8),
        tf.keras.layers.SimpleRNN(8, return_sequences=True),
        tf.keras.layers.Dense(vocab),
    ]
)
opt = tf.keras.optimizers.Adam()
tokens = np.random.randint(0, vocab, size=(4, 9))

for chunk in np.split(tokens, 2):
    with tf.GradientTape() as tape:
        inputs, labels = chunk[:, :-1], chunk[:, 1:]
        onehot = tf.one_hot(labels, vocab)
        mask = tf.cast(tf.not_equal(labels, 0), tf.float32)
        logits = lm(inputs)
        nll = tf.nn.softmax_cross_entropy_with_logits(onehot, logits)
        loss = tf.reduce_sum(nll * mask) / tf.maximum(tf.reduce_sum(mask), 1.0)
    hits = tf.equal(tf.argmax(logits, -1), labels)
    grads = tape.gradient(loss, lm.trainable_weights)
    opt.apply_gradients(zip(grads, lm.trainable_weights))
    print(float(loss), float(tf.reduce_mean(tf.cast(hits, tf.float32))))
