# outcome: raises AssertionError
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers


class Tagger(keras.Model):
    def __init__(self, hidden, tags):
        super().__init__()
        self.hidden = layers.Dense(hidden, activation="relu")
        self.tags = tags

    def call(self, x):
        h = self.hidden(x)
        out = layers.Dense(self.tags)  # warning: [fresh-variable]
        return out(h)


model = Tagger(8, 3)
opt = keras.optimizers.Adam(0.01)
x, y = tf.random.normal((12, 4)), tf.random.uniform((12,), maxval=3, dtype=tf.int32)
for step in range(3):
    with tf.GradientTape() as tape:
        logits = model(x)
        loss = tf.reduce_mean(
            keras.losses.sparse_categorical_crossentropy(y, logits, from_logits=True)
        )
    grads = tape.gradient(loss, model.trainable_variables)
    opt.apply_gradients(zip(grads, model.trainable_variables))
assert len(model.trainable_variables) == 4, "the output layer is missing"
