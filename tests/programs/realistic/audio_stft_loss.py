# outcome: flows
import numpy as np
import tensorflow as tf

SR, N = 800, 400
t = tf.range(N, dtype=tf.float32) / SR
target = 0.6 * tf.sin(2 * np.pi * 100.0 * t)
freq = tf.Variable(90.0)
amps = tf.Variable([0.3, 0.1, 0.05])
phase = tf.Variable(0.0)


def synth():
    harmonics = tf.range(1, 4, dtype=tf.float32)
    ph = 2 * np.pi * tf.cumsum(tf.fill([N], freq)) / SR
    ph = tf.math.floormod(ph, 2 * np.pi)
    return tf.reduce_sum(amps[:, None] * tf.sin(harmonics[:, None] * ph[None] + phase), 0)


def multi_scale(a, b):
    total = 0.0
    for size in (64, 32):
        A, B = (tf.abs(tf.signal.stft(s, frame_length=size, frame_step=size // 4)) for s in (a, b))
        total += tf.reduce_mean(tf.abs(A - B)) + tf.reduce_mean(tf.abs(tf.math.log(A + 1e-3) - tf.math.log(B + 1e-3)))
    return total


opt = tf.keras.optimizers.Adam(1.0)
for _ in range(2):
    with tf.GradientTape() as tape:
        audio = synth()
        loss = multi_scale(audio, target)
        spectrum = tf.signal.rfft(audio)
        loss += 1e-4 * tf.reduce_mean(tf.abs(spectrum) ** 2)
    grads = tape.gradient(loss, [freq, amps, phase])
    opt.apply_gradients(zip(grads, [freq, amps, phase]))
peak = tf.argmax(tf.abs(spectrum)) * SR // N
print(loss.numpy(), int(peak))
