# outcome: part
import tensorflow as tf

threshold = tf.Variable(0.3)
scale = tf.Variable(1.0)
x = tf.linspace(0.0, 1.0, 20)

with tf.GradientTape() as tape:
    gate = x > threshold  # warning: [non-differentiable-op]
    y = tf.where(gate, x * scale, tf.zeros_like(x))
    loss = tf.reduce_mean((y - tf.nn.relu(x - 0.5)) ** 2)

d_threshold, d_scale = tape.gradient(loss, [threshold, scale])
print("threshold:", d_threshold, "scale:", d_scale.numpy())
