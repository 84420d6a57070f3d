# outcome: nan
import numpy as np
import tensorflow as tf

project = tf.keras.layers.Dense(4)
views = tf.random.normal((12, 6))
partners = tf.concat([tf.range(6, 12), tf.range(0, 6)], 0)


def contrastive(codes, temperature=0.2):
    codes = tf.math.l2_normalize(codes, axis=1)
    likeness = tf.matmul(codes, codes, transpose_b=True) / temperature
    likeness -= tf.eye(len(views)) * np.inf  # warning: [zero-times-infinity]
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(partners, likeness)
    return tf.reduce_mean(losses)


with tf.GradientTape() as tape:
    loss = contrastive(project(views))
print(tape.gradient(loss, project.trainable_variables))
