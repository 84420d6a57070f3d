# outcome: flows
import tensorflow as tf

gains = {name: tf.Variable(g) for name, g in (("bass", 0.5), ("mid", 1.0), ("treble", 2.0))}
bands = {name: tf.random.normal((16,)) for name in gains}
before = {name: gains[name] * band for name, band in bands.items()}

with tf.GradientTape() as tape:
    scaled = {name: gains[name] * band for name, band in bands.items()}
    mix = tf.add_n([band for band in scaled.values()])
    loudness = tf.reduce_mean(mix ** 2)
print(tape.gradient(loudness, gains), {k: float(tf.norm(b)) for k, b in before.items()})
