# outcome: flows
import tensorflow as tf


class TextModel(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(20, 4, trainable=False)
        self.output_layer = tf.keras.layers.Dense(1)

    def call(self, ids):
        return self.output_layer(tf.reduce_mean(self.embedding(ids), axis=1))


model = TextModel()
ids = tf.constant([[1, 2, 3], [4, 5, 6]])
opt = tf.keras.optimizers.SGD(0.1)
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(ids) - 1.0) ** 2)
    grads = tape.gradient(loss, model.trainable_weights)
    opt.apply_gradients(zip(grads, model.trainable_weights))
print(len(model.weights), len(model.trainable_weights))
