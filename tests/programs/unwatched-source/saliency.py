# outcome: none
import numpy as np
import tensorflow as tf


class Saliency:
    def __init__(self, model):
        self.model = model

    def explain(self, batch, label):
        images = tf.convert_to_tensor(batch, dtype=tf.float32)
        with tf.GradientTape() as tape:
            logits = self.model(images)
            score = tf.reduce_sum(logits[:, label])
        grad = tape.gradient(score, images)  # error: [unwatched-source]
        return None if grad is None else np.abs(grad.numpy()).max(-1)


model = tf.keras.Sequential([tf.keras.Input((4, 4, 1)), tf.keras.layers.Conv2D(2, 3), tf.keras.layers.Flatten(), tf.keras.layers.Dense(3)])
print(Saliency(model).explain(np.random.rand(2, 4, 4, 1), 1))
