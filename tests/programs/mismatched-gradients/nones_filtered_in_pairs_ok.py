# outcome: flows
import tensorflow as tf

scale = tf.Variable(1.0, name="scale")
shift = tf.Variable(0.0, name="shift")
slope = tf.Variable(1.0, name="slope")
variables = [shift, scale, slope]
opt = tf.keras.optimizers.SGD(0.05)
x = tf.linspace(-1.0, 1.0, 21)
y = 3.0 * x

for _ in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((scale * slope * x + shift - y) ** 2)
    grads = tape.gradient(loss, variables)
    pairs = [(tf.clip_by_norm(g, 1.0), v) for g, v in zip(grads, variables) if g is not None]
    opt.apply_gradients(pairs)
