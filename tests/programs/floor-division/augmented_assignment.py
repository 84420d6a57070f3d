# outcome: part
import tensorflow as tf

amplitude = tf.Variable(4.2)
phase = tf.Variable(0.3)
time = tf.linspace(0.0, 1.0, 11)

with tf.GradientTape() as tape:
    wave = amplitude * tf.sin(time + 1.0)
    wave //= 0.5  # warning: [floor-division]
    loss = tf.reduce_sum(wave) + tf.cos(phase)

print(tape.gradient(loss, [amplitude, phase]))
