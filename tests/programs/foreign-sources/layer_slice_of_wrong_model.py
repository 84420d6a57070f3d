# outcome: part
"""Discriminative fine-tuning: the sources are picked layer by layer from two models."""
import tensorflow as tf

base = tf.keras.Sequential([tf.keras.Input((6,)), tf.keras.layers.Dense(5, activation="relu"), tf.keras.layers.Dense(4)])
head = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])
old_head = tf.keras.Sequential([tf.keras.Input((4,)), tf.keras.layers.Dense(2)])  # or: [unused-source]

selected = base.layers[-1].trainable_variables + old_head.trainable_variables  # or: [foreign-sources]
x = tf.random.normal((5, 6))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean(head(base(x)) ** 2)
grads = tape.gradient(loss, selected)  # warning: [foreign-sources] or: [unused-source]
for v, g in zip(selected, grads):
    if g is not None:
        v.assign_sub(0.1 * g)
