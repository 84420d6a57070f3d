# outcome: flows
import tensorflow as tf

t = tf.range(0, 1, 0.1)
with tf.GradientTape() as tape:
    tape.watch(t)
    position = 4.9 * t**2 + 3 * t
velocity = tape.gradient(position, t)
for a, b in zip(t.numpy(), velocity.numpy()):
    print(f"{a:.1f} s  {b:.2f} m/s")

steps = tf.range(5, dtype=tf.float32)
with tf.GradientTape() as outer:
    outer.watch(steps)
    with tf.GradientTape() as inner:
        inner.watch(steps)
        y = tf.exp(-0.1 * steps) * steps
    dy = inner.gradient(y, steps)
print(outer.gradient(dy, steps).numpy())
