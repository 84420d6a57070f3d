# outcome: flows
"""Both steps train the judge: the forger never learns."""
import tensorflow as tf
from tensorflow.keras import layers

forger = tf.keras.Sequential([layers.Input((4,)), layers.Dense(8, activation="relu"), layers.Dense(2)])
judge = tf.keras.Sequential([layers.Input((2,)), layers.Dense(8, activation="relu"), layers.Dense(1)])
forger_optimizer, judge_optimizer = tf.keras.optimizers.Adam(1e-3), tf.keras.optimizers.Adam(1e-3)
fooled = tf.keras.losses.BinaryCrossentropy(from_logits=True)


@tf.function
def step(real):
    noise = tf.random.normal([8, 4])
    with tf.GradientTape() as forging, tf.GradientTape() as judging:
        fake = forger(noise, training=True)
        of_real, of_fake = judge(real, training=True), judge(fake, training=True)
        forged = fooled(tf.ones_like(of_fake), of_fake)
        judged = fooled(tf.ones_like(of_real), of_real) + fooled(tf.zeros_like(of_fake), of_fake)
    up = forging.gradient(forged, judge.trainable_variables)  # warning: [foreign-sources]
    down = judging.gradient(judged, judge.trainable_variables)
    forger_optimizer.apply_gradients(zip(up, judge.trainable_variables))
    judge_optimizer.apply_gradients(zip(down, judge.trainable_variables))
    return forged, judged


for _ in range(3):
    print(step(tf.random.normal([8, 2])))
