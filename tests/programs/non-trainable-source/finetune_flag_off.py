# outcome: part
import argparse

import tensorflow as tf

parser = argparse.ArgumentParser()
parser.add_argument("--finetune", action="store_true")
args = parser.parse_args([])


class TextModel(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(20, 4, trainable=False)  # warning: [non-trainable-source]
        self.output_layer = tf.keras.layers.Dense(1)

    def call(self, ids):
        return self.output_layer(tf.reduce_mean(self.embedding(ids), axis=1))


model = TextModel()
ids = tf.constant([[1, 2, 3], [4, 5, 6]])
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((model(ids) - 1.0) ** 2)
for weight, grad in zip(model.weights, tape.gradient(loss, model.weights)):
    print(weight.path, None if grad is None else grad.shape)
