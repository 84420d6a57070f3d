# outcome: flows
"""The list of the pair was taken while the judge was frozen, which has a step of its own."""

import tensorflow as tf
from tensorflow import keras

maker = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
judge = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
judge.trainable = False
pair = keras.Sequential([keras.Input((2,)), maker, judge])
made = pair.trainable_variables
judge.trainable = True
judged = judge.trainable_variables
for_maker, for_judge = keras.optimizers.Adam(0.01), keras.optimizers.Adam(0.01)
real = tf.random.normal((8, 3))
for _ in range(3):
    noise = tf.random.normal((8, 2))
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(judge(maker(noise))) - tf.reduce_mean(judge(real))
    for_judge.apply_gradients(zip(tape.gradient(loss, judged), judged))
    with tf.GradientTape() as tape:
        loss = -tf.reduce_mean(pair(noise))
    for_maker.apply_gradients(zip(tape.gradient(loss, made), made))
