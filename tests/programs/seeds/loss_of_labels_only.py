# outcome: none
import tensorflow as tf

line = tf.keras.Sequential([tf.keras.Input(shape=(1,)), tf.keras.layers.Dense(1)])
sgd = tf.keras.optimizers.SGD(learning_rate=0.01)

inputs = tf.constant([[1.0]])
wanted = tf.constant([[2.0]])

with tf.GradientTape() as tape:
    guess = line(inputs)
    loss = tf.reduce_sum(wanted)  # error: [unrelated-target]

print(tape.gradient(loss, line.trainable_variables))

with tf.GradientTape() as tape:
    guess = line(inputs)
    loss = tf.reduce_mean(tf.square(guess - wanted))

slopes = tape.gradient(loss, line.trainable_variables)
sgd.apply_gradients(zip(slopes, line.trainable_variables))
